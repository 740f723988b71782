#include "base/text.h"
#include "features/contacts/contacts.h"
#include "features/contacts/contacts_routes.h"

namespace confrere::contacts {
namespace {

constexpr std::size_t kContactBody = 1024 * 1024;  // a note of kMostNoteLetters in any script, escaped
constexpr std::size_t kMostQueryLetters = 200;

struct Undoable {
  Undo undo;
};
BOOST_DESCRIBE_STRUCT(Undoable, (), (undo))

struct Organisations {
  std::vector<Organisation> items;
};
BOOST_DESCRIBE_STRUCT(Organisations, (), (items))

Result<http::Response> answer(const Viewer& viewer, store::ReadTransaction& tx, ContactId id,
                              int status = 200) {
  const auto contact = load_contact(viewer, tx, id);
  if (!contact) return contact.error();
  return http::json(*contact, status).with("ETag", http::etag(contact->version));
}

Result<http::Response> get(const http::Call& call, store::ReadTransaction& tx) {
  const auto id = call.id<ContactId>();
  if (!id) return id.error();
  return answer(call.viewer(), tx, *id);
}

Result<ContactFilter> filter_of(const http::Call& call) {
  const auto circle = call.query_value<CircleId>("circle");
  if (!circle) return circle.error();
  const auto archived = call.query_flag("archived");
  if (!archived) return archived.error();
  return ContactFilter{.circle = *circle, .archived = *archived};
}

Result<http::Response> list(const http::Call& call, store::ReadTransaction& tx) {
  const auto limit = call.limit();
  if (!limit) return limit.error();
  constexpr std::int64_t kMostOffset = 100'000'000;
  const auto offset = call.query_number("offset", 0, kMostOffset, 0);
  if (!offset) return offset.error();
  const auto filter = filter_of(call);
  if (!filter) return filter.error();
  const std::string query = call.query("query").value_or("");
  if (code_points(query) > kMostQueryLetters) {
    return invalid("query", "This is too long to search for. Please use at most 200 letters.");
  }
  if (!query.empty() && *offset > 0) {
    return invalid("offset", "A search goes on by its cursor. Please leave the offset out.");
  }
  const auto page = query.empty()
                        ? list_contacts(call.viewer(), tx, *filter, *limit, call.query("cursor"), *offset)
                        : search_contacts(call.viewer(), tx, query, *filter, *limit, call.query("cursor"));
  if (!page) return page.error();
  return http::json(*page);
}

Result<http::WriteStep> create(const http::Call& call) {
  auto fields = call.body<ContactFields>();
  if (!fields) return fields.error();
  return [viewer = call.viewer(),
          given = *std::move(fields)](store::WriteTransaction& tx) -> Result<http::Response> {
    const auto id = create_contact(viewer, tx, given);
    if (!id) return id.error();
    return answer(viewer, tx, *id, 201);
  };
}

Result<http::WriteStep> update(const http::Call& call) {
  const auto id = call.id<ContactId>();
  if (!id) return id.error();
  auto fields = call.body<ContactFields>();
  if (!fields) return fields.error();
  return [viewer = call.viewer(), id = *id, given = *std::move(fields),
          if_match = std::string(call.if_match())](store::WriteTransaction& tx) -> Result<http::Response> {
    const auto version = contact_version(viewer, tx, id);
    if (!version) return version.error();
    if (auto current = http::check_if_match(if_match, *version); !current) return current.error();
    if (auto updated = update_contact(viewer, tx, id, given); !updated) return updated.error();
    return answer(viewer, tx, id);
  };
}

Result<http::WriteStep> remove(const http::Call& call) {
  const auto id = call.id<ContactId>();
  if (!id) return id.error();
  return [viewer = call.viewer(), id = *id](store::WriteTransaction& tx) -> Result<http::Response> {
    const auto undo = delete_contact(viewer, tx, id);
    if (!undo) return undo.error();
    return http::json(Undoable{*undo});
  };
}

using Change = Result<void> (*)(const Viewer&, store::WriteTransaction&, ContactId);

/// A handler for what changes the contact and has nothing to say.
template <Change change>
Result<http::WriteStep> change_contact(const http::Call& call) {
  const auto id = call.id<ContactId>();
  if (!id) return id.error();
  return [viewer = call.viewer(), id = *id](store::WriteTransaction& tx) -> Result<http::Response> {
    if (auto changed = change(viewer, tx, id); !changed) return changed.error();
    return http::no_content();
  };
}

Result<http::Response> organisations(const http::Call& call, store::ReadTransaction& tx) {
  const auto limit = call.limit();
  if (!limit) return limit.error();
  return http::json(
      Organisations{list_organisations(call.viewer(), tx, call.query("query").value_or(""), *limit)});
}

/// A photo's address names its content, so that a browser may keep it; nobody else may.
Result<http::Response> get_photo(const http::Call& call, store::ReadTransaction& tx) {
  const auto id = call.id<ContactId>();
  if (!id) return id.error();
  auto photo = load_photo(call.viewer(), tx, *id);
  if (!photo) return photo.error();
  const std::string tag = '"' + photo->tag + '"';
  http::Response response{.status = 200, .headers = {}, .body = {}};
  response.with("ETag", tag).with("Cache-Control", "private, max-age=31536000, immutable");
  if (http::names_etag(call.request().header("if-none-match"), tag)) {
    response.status = 304;
    return response;
  }
  response.with("Content-Type", photo->media_type)
      .with("Content-Disposition", "inline")
      .with("X-Content-Type-Options", "nosniff");
  response.body.assign(photo->bytes.begin(), photo->bytes.end());
  return response;
}

Result<http::WriteStep> put_picture(const http::Call& call) {
  const auto id = call.id<ContactId>();
  if (!id) return id.error();
  return [viewer = call.viewer(), id = *id,
          picture = call.request().body](store::WriteTransaction& tx) -> Result<http::Response> {
    const auto* bytes = reinterpret_cast<const std::uint8_t*>(picture.data());
    if (auto put = put_photo(viewer, tx, id, {bytes, picture.size()}); !put) return put.error();
    return http::no_content();
  };
}

http::Route with_photo_room(http::Route route) {
  route.body_limit = kMostPhotoBytes;
  return route;
}

http::Route with_room(http::Route route) {
  route.body_limit = kContactBody;
  return route;
}

}  // namespace

std::vector<http::Route> routes() {
  using http::Method;
  std::vector<http::Route> all{
      http::read_route(Method::get, "/api/v1/contacts", list),
      with_room(http::write_route(Method::post, "/api/v1/contacts", create)),
      http::read_route(Method::get, "/api/v1/contacts/{id}", get),
      with_room(http::write_route(Method::patch, "/api/v1/contacts/{id}", update)),
      http::write_route(Method::del, "/api/v1/contacts/{id}", remove),
      http::write_route(Method::put, "/api/v1/contacts/{id}/archive", change_contact<archive_contact>),
      http::write_route(Method::del, "/api/v1/contacts/{id}/archive", change_contact<unarchive_contact>),
      http::read_route(Method::get, "/api/v1/contacts/{id}/photo", get_photo),
      with_photo_room(http::write_route(Method::put, "/api/v1/contacts/{id}/photo", put_picture)),
      http::write_route(Method::del, "/api/v1/contacts/{id}/photo", change_contact<delete_photo>),
      http::read_route(Method::get, "/api/v1/organisations", organisations),
  };
  return all;
}

}  // namespace confrere::contacts
