#include "base/json_document.h"

namespace confrere::json_detail {
namespace {

/// What stops the parser; the builder knows why.
boost::system::error_code refused() {
  return make_error_code(boost::system::errc::invalid_argument);
}

}  // namespace

void DocumentBuilder::begin_value() {
  if (!levels_.empty() && !levels_.back().is_object) ++levels_.back().items;
}

std::string DocumentBuilder::path() const {
  std::string text = "$";
  for (const Level& level : levels_) {
    text += level.is_object ? '.' + level.key : '[' + std::to_string(level.items - 1) + ']';
  }
  return text;
}

bool DocumentBuilder::refuse_nul(string_view part, error_code& wrong) {
  has_nul_ = part.find('\0') != string_view::npos;
  if (has_nul_) wrong = refused();
  return !has_nul_;
}

bool DocumentBuilder::on_document_begin(error_code&) {
  stack_.reset();
  return true;
}

bool DocumentBuilder::on_document_end(error_code&) {
  return true;
}

bool DocumentBuilder::on_object_begin(error_code&) {
  begin_value();
  levels_.push_back({.is_object = true});
  return true;
}

bool DocumentBuilder::on_object_end(std::size_t size, error_code&) {
  levels_.pop_back();
  stack_.push_object(size);
  return true;
}

bool DocumentBuilder::on_array_begin(error_code&) {
  begin_value();
  levels_.push_back({});
  return true;
}

bool DocumentBuilder::on_array_end(std::size_t size, error_code&) {
  levels_.pop_back();
  stack_.push_array(size);
  return true;
}

bool DocumentBuilder::on_key_part(string_view part, std::size_t, error_code&) {
  key_.append(part);
  stack_.push_chars(part);
  return true;
}

bool DocumentBuilder::on_key(string_view part, std::size_t, error_code& wrong) {
  key_.append(part);
  stack_.push_key(part);
  Level& level = levels_.back();
  level.key = std::exchange(key_, {});
  if (!refuse_nul(level.key, wrong)) return false;
  if (level.keys.insert(level.key).second) return true;
  twice_ = path();
  wrong = refused();
  return false;
}

bool DocumentBuilder::on_string_part(string_view part, std::size_t, error_code& wrong) {
  stack_.push_chars(part);
  return refuse_nul(part, wrong);
}

bool DocumentBuilder::on_string(string_view part, std::size_t, error_code& wrong) {
  begin_value();
  stack_.push_string(part);
  return refuse_nul(part, wrong);
}

bool DocumentBuilder::on_number_part(string_view, error_code&) {
  return true;
}

bool DocumentBuilder::on_int64(std::int64_t number, string_view, error_code&) {
  begin_value();
  stack_.push_int64(number);
  return true;
}

bool DocumentBuilder::on_uint64(std::uint64_t number, string_view, error_code&) {
  begin_value();
  stack_.push_uint64(number);
  return true;
}

bool DocumentBuilder::on_double(double number, string_view, error_code&) {
  begin_value();
  stack_.push_double(number);
  return true;
}

bool DocumentBuilder::on_bool(bool value, error_code&) {
  begin_value();
  stack_.push_bool(value);
  return true;
}

bool DocumentBuilder::on_null(error_code&) {
  begin_value();
  stack_.push_null();
  return true;
}

bool DocumentBuilder::on_comment_part(string_view, error_code&) {
  return true;
}

bool DocumentBuilder::on_comment(string_view, error_code&) {
  return true;
}

}  // namespace confrere::json_detail
