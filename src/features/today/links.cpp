#include "features/today/links.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>

namespace confrere::today {
namespace {

using contacts::LabelledValue;

constexpr std::size_t kFewestDigits = 3;

bool is_unreserved(char c) {
  const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  return letter || (c >= '0' && c <= '9') || c == '-' || c == '.' || c == '_' || c == '~';
}

bool is_address(std::string_view text) {
  const std::size_t at = text.find('@');
  const bool one_at = at != std::string_view::npos && at == text.rfind('@');
  return one_at && at > 0 && at + 1 < text.size() &&
         std::none_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) <= ' '; });
}

/// The address with its one @ plain.
std::string encoded_address(std::string_view address) {
  const std::size_t at = address.find('@');
  return percent_encoded(address.substr(0, at)) + '@' + percent_encoded(address.substr(at + 1));
}

std::string with_crlf(std::string_view text) {
  std::string lines;
  for (const char c : text) {
    if (c == '\n') lines += '\r';
    lines += c;
  }
  return lines;
}

/// Digits with a leading plus; without a trunk zero in brackets: "+44 (0)20 7946" gives "+44207946".
std::optional<std::string> dialled(std::string_view number) {
  std::string digits;
  for (std::size_t at = 0; at < number.size(); ++at) {
    const char c = number[at];
    if (c == '+' && digits.empty()) digits += c;
    if (number.substr(at).starts_with("(0)") && digits.starts_with('+'))
      at += 2;
    else if (c >= '0' && c <= '9')
      digits += c;
    else if (c == ';' || c == 'x' || c == 'X')
      break;
  }
  if (digits.size() < kFewestDigits) return std::nullopt;
  return digits;
}

bool is_labelled(const LabelledValue& value, std::string_view label) {
  return std::find(value.labels.begin(), value.labels.end(), label) != value.labels.end();
}

bool is_mobile(const LabelledValue& value) {
  return is_labelled(value, "mobile") || is_labelled(value, "cell");
}
bool is_voice(const LabelledValue& value) {
  return !is_labelled(value, "fax") && !is_labelled(value, "pager");
}

/// The best of `values` that `fits`: the preferred one, else the first.
template <class Fits>
std::string_view best_of(const std::vector<LabelledValue>& values, Fits fits) {
  std::string_view best;
  for (const LabelledValue& value : values) {
    if (!fits(value)) continue;
    if (value.preferred) return value.value;
    if (best.empty()) best = value.value;
  }
  return best;
}

std::string_view address_of(const contacts::Contact& contact) {
  return best_of(contact.emails, [](const LabelledValue& value) { return is_address(value.value); });
}

std::optional<std::string> page_of(const contacts::Contact& contact) {
  const auto is_safe = [](const LabelledValue& link) {
    constexpr std::string_view kRefused = "\"<>\\^`{|}";
    return link.value.starts_with("https://") &&
           std::none_of(link.value.begin(), link.value.end(), [&](char c) {
             return static_cast<unsigned char>(c) <= ' ' || kRefused.find(c) != std::string_view::npos;
           });
  };
  const std::string_view page = best_of(contact.links, is_safe);
  return page.empty() ? std::nullopt : std::optional(std::string(page));
}

std::string mail_query(std::string_view subject, std::string_view text) {
  return fmt::format("?subject={}&body={}", percent_encoded(subject), percent_encoded(with_crlf(text)));
}

}  // namespace

std::string percent_encoded(std::string_view text) {
  std::string encoded;
  encoded.reserve(text.size() * 3 / 2);
  for (const char c : text) {
    if (is_unreserved(c))
      encoded += c;
    else
      encoded += fmt::format("%{:02X}", static_cast<unsigned char>(c));
  }
  return encoded;
}

std::optional<std::string> mail_link(std::string_view address, std::string_view subject,
                                     std::string_view text) {
  if (!is_address(address)) return std::nullopt;
  return "mailto:" + encoded_address(address) + mail_query(subject, text);
}

std::optional<std::string> call_link(std::string_view number) {
  const auto digits = dialled(number);
  if (!digits) return std::nullopt;
  return "tel:" + *digits;
}

std::optional<std::string> text_link(std::string_view number, std::string_view text) {
  const auto digits = dialled(number);
  if (!digits) return std::nullopt;
  return "sms:" + *digits + "?body=" + percent_encoded(text);
}

std::optional<std::string> write_link(const contacts::Contact& contact, std::string_view subject,
                                      std::string_view text) {
  if (auto mail = mail_link(address_of(contact), subject, text)) return mail;
  if (auto message = text_link(best_of(contact.phones, is_mobile), text)) return message;
  return page_of(contact);
}

std::optional<std::string> call_link(const contacts::Contact& contact, std::string_view subject,
                                     std::string_view text) {
  if (auto mobile = call_link(best_of(contact.phones, is_mobile))) return mobile;
  if (auto phone = call_link(best_of(contact.phones, is_voice))) return phone;
  return write_link(contact, subject, text);
}

}  // namespace confrere::today
