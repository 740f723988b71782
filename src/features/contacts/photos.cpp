#include <sodium.h>

#include "features/contacts/contacts_store.h"

namespace confrere::contacts {
namespace {

Error no_such_contact() {
  return not_found("There is no such contact.");
}
Error no_photo() {
  return not_found("There is no picture of this contact.");
}

void record(const Viewer& viewer, store::WriteTransaction& tx, store::ChangeKind kind, ContactId id) {
  tx.record({.network = viewer.network,
             .owner = viewer.member,
             .kind = kind,
             .entity = store::Entity::photo,
             .id = id.bytes(),
             .actor = viewer.member});
}

/// By the first bytes, whatever its sender calls it; empty for anything but these four.
std::string_view media_type_of(std::string_view bytes) {
  if (bytes.starts_with("\xff\xd8\xff")) return "image/jpeg";
  if (bytes.starts_with("\x89PNG\r\n\x1a\n")) return "image/png";
  if (bytes.starts_with("GIF87a") || bytes.starts_with("GIF89a")) return "image/gif";
  if (bytes.starts_with("RIFF") && bytes.size() >= 12 && bytes.substr(8, 4) == "WEBP") return "image/webp";
  return {};
}

std::string tag_of(std::span<const std::uint8_t> bytes) {
  constexpr std::size_t kTagBytes = 16;  // the least of crypto_generichash, and plenty
  std::array<std::uint8_t, kTagBytes> hash{};
  crypto_generichash(hash.data(), hash.size(), bytes.data(), bytes.size(), nullptr, 0);
  std::string hex(2 * kTagBytes + 1, '\0');
  sodium_bin2hex(hex.data(), hex.size(), hash.data(), hash.size());
  hex.pop_back();
  return hex;
}

}  // namespace

Result<void> put_photo(const Viewer& viewer, store::WriteTransaction& tx, ContactId id,
                       std::span<const std::uint8_t> bytes) {
  if (!find_version(tx, viewer, id)) return no_such_contact();
  if (bytes.size() > kMostPhotoBytes) {
    return Error{.code = ErrorCode::too_large,
                 .message = "The picture is larger than 2 MB. Please make it smaller and try again."};
  }
  const std::string_view media_type =
      media_type_of({reinterpret_cast<const char*>(bytes.data()), bytes.size()});
  if (media_type.empty()) {
    return Error{.code = ErrorCode::invalid,
                 .message = "This is no picture that browsers show. Please send a JPEG, PNG, GIF or WebP.",
                 .problem = "not_a_picture"};
  }
  const std::string tag = tag_of(bytes);
  if (find_photo_tag(tx, viewer, id) == tag) return {};
  upsert_photo(tx, viewer, id, media_type, bytes);
  update_photo_tag(tx, viewer, id, tag);
  record(viewer, tx, store::ChangeKind::updated, id);
  return {};
}

Result<void> delete_photo(const Viewer& viewer, store::WriteTransaction& tx, ContactId id) {
  if (!find_version(tx, viewer, id)) return no_such_contact();
  if (!find_photo_tag(tx, viewer, id)) return no_photo();
  remove_photo(tx, viewer, id);
  update_photo_tag(tx, viewer, id, std::nullopt);
  record(viewer, tx, store::ChangeKind::deleted, id);
  return {};
}

Result<Photo> load_photo(const Viewer& viewer, store::ReadTransaction& tx, ContactId id) {
  auto photo = find_photo(tx, viewer, id);
  if (!photo) return no_photo();
  return *std::move(photo);
}

}  // namespace confrere::contacts
