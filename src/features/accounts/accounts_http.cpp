#include <memory>

#include <fmt/format.h>

#include "base/network_address.h"
#include "features/accounts/accounts_routes.h"
#include "features/accounts/password.h"
#include "features/accounts/secret.h"

namespace confrere::accounts {
namespace {

using http::Call;
using http::Response;

/// What the handlers share; they are copied into the routes with a pointer to it.
struct Door {
  store::Store& store;
  RouteOptions options;
  SignInLimit sign_in_limit{};
  AttemptLimit sign_up_limit{{.free = 60, .longest_wait = std::chrono::minutes(1)}};
};
using DoorPointer = std::shared_ptr<Door>;

struct Server {
  std::string version;
  bool setup_needed = false;
  bool sign_up_open = false;
  std::optional<DemoSignIn> demo;
};
BOOST_DESCRIBE_STRUCT(Server, (), (version, setup_needed, sign_up_open, demo))

struct SwitchNetwork {
  NetworkId network_id;
};
BOOST_DESCRIBE_STRUCT(SwitchNetwork, (), (network_id))

struct ChangePassword {
  std::string current;
  std::string wanted;
};

struct SetPassword {
  std::string password;
};
BOOST_DESCRIBE_STRUCT(SetPassword, (), (password))

struct NewToken {
  std::string name;
};
BOOST_DESCRIBE_STRUCT(NewToken, (), (name))

template <class T>
struct Items {
  std::vector<T> items;
};
BOOST_DESCRIBE_STRUCT(Items<Session>, (), (items))
BOOST_DESCRIBE_STRUCT(Items<Token>, (), (items))

std::string_view presented_secret(const Call& call) {
  return session_secret(call.request().header("cookie"));
}

std::string cookie(const Door& door, const Call& call, std::string_view secret, std::chrono::seconds life) {
  return fmt::format("{}={}; Max-Age={}; Path=/; HttpOnly; SameSite=Lax{}", kSessionCookie, secret,
                     life.count(), door.options.secure_cookies || call.request().secure ? "; Secure" : "");
}
std::string session_cookie(const Door& door, const Call& call, std::string_view secret) {
  return cookie(door, call, secret, kSessionLife);
}
std::string ended_cookie(const Door& door, const Call& call) {
  return cookie(door, call, "", std::chrono::seconds(0));
}

Result<Response> get_server(const Door& door, store::ReadTransaction& tx) {
  return http::json(Server{.version = door.options.version,
                           .setup_needed = nobody_has_an_account(tx),
                           .sign_up_open = may_sign_up(tx, door.options.sign_up).has_value(),
                           .demo = demo_sign_in(tx)});
}

/// The answer to whoever just came in: who they are, and their cookie.
struct Arrival {
  Me me;
  std::string secret;
};
Response welcome(const Door& door, const Call& call, const Arrival& arrival, int status) {
  return http::json(arrival.me, status).with("Set-Cookie", session_cookie(door, call, arrival.secret));
}

Result<Response> sign_up(Door& door, const Call& call) {
  const auto wanted = call.body<NewAccount>();
  if (!wanted) return wanted.error();
  if (auto open = door.store.read([&](auto& tx) { return may_sign_up(tx, door.options.sign_up); }); !open) {
    return open.error();
  }
  const std::string from = address_key(call.request().client);
  if (auto admitted = door.sign_up_limit.admit(from, door.store.now()); !admitted) return admitted.error();
  const auto account = check_account(*wanted);
  if (!account) {
    door.sign_up_limit.take_back(from);  // a slip of the pen cost nobody anything
    return account.error();
  }
  const auto arrival = door.store.write([&](store::WriteTransaction& tx) -> Result<Arrival> {
    // Asked again: somebody else may have made the first account in the meantime.
    if (auto open = may_sign_up(tx, door.options.sign_up); !open) return open.error();
    const auto viewer = create_account(tx, *account);
    if (!viewer) return viewer.error();
    return Arrival{.me = load_me(tx, *viewer),
                   .secret = open_session(tx, *viewer, call.request().header("user-agent"))};
  });
  if (!arrival) return arrival.error();
  return welcome(door, call, *arrival, 201);
}

/// The administrator on the machine makes accounts whatever the policy is.
Result<Response> create_on_machine(Door& door, const Call& call) {
  const auto wanted = call.body<NewAccount>();
  if (!wanted) return wanted.error();
  const auto account = check_account(*wanted);
  if (!account) return account.error();
  const auto me = door.store.write([&](store::WriteTransaction& tx) -> Result<Me> {
    const auto viewer = create_account(tx, *account);
    if (!viewer) return viewer.error();
    return load_me(tx, *viewer);
  });
  if (!me) return me.error();
  return http::json(*me, 201);
}

Result<Response> sign_in(Door& door, const Call& call) {
  const auto wanted = call.body<SignIn>();
  if (!wanted) return wanted.error();
  const auto viewer = check_sign_in(door.store, door.sign_in_limit, *wanted, call.request().client);
  if (!viewer) return viewer.error();
  const auto arrival = door.store.write([&](store::WriteTransaction& tx) -> Result<Arrival> {
    return Arrival{.me = load_me(tx, *viewer),
                   .secret = open_session(tx, *viewer, call.request().header("user-agent"))};
  });
  if (!arrival) return arrival.error();
  return welcome(door, call, *arrival, 200);
}

Result<http::WriteStep> switch_to(const Call& call) {
  const auto wanted = call.body<SwitchNetwork>();
  if (!wanted) return wanted.error();
  return [viewer = call.viewer(), secret = std::string(presented_secret(call)),
          network = wanted->network_id](store::WriteTransaction& tx) -> Result<Response> {
    const auto moved = switch_network(tx, viewer, secret, network);
    if (!moved) return moved.error();
    return http::json(load_me(tx, *moved));
  };
}

Result<http::WriteStep> sign_out(const DoorPointer& door, const Call& call) {
  return [viewer = call.viewer(), secret = std::string(presented_secret(call)),
          ended = ended_cookie(*door, call)](store::WriteTransaction& tx) -> Result<Response> {
    close_session(tx, viewer, secret);
    return http::no_content().with("Set-Cookie", ended);
  };
}

Result<http::WriteStep> sign_out_everywhere(const DoorPointer& door, const Call& call) {
  return [viewer = call.viewer(),
          ended = ended_cookie(*door, call)](store::WriteTransaction& tx) -> Result<Response> {
    close_all_sessions(tx, viewer);
    return http::no_content().with("Set-Cookie", ended);
  };
}

Result<Response> get_me(const Door& door, const Call& call, store::ReadTransaction& tx) {
  Response response = http::json(load_me(tx, call.viewer()));
  // The browser's copy slides with the server's: each opening of the app renews it.
  const std::string_view secret = presented_secret(call);
  if (!secret.empty()) response.with("Set-Cookie", session_cookie(door, call, secret));
  return response;
}

Result<http::WriteStep> patch_me(const Call& call) {
  auto update = call.body<MeUpdate>();
  if (!update) return update.error();
  return
      [viewer = call.viewer(), update = *std::move(update)](store::WriteTransaction& tx) -> Result<Response> {
        if (auto updated = update_me(tx, viewer, update); !updated) return updated.error();
        Viewer renewed = viewer;
        if (update.time_zone)
          renewed.time_zone = TimeZone::find(*update.time_zone).value_or(viewer.time_zone);
        return http::json(load_me(tx, renewed));
      };
}

/// `new` is a word of C++, so this body is read by hand.
Result<ChangePassword> read_change_password(const Call& call) {
  const auto body = call.body<std::map<std::string, std::string>>();
  if (!body) return body.error();
  for (const auto& [name, value] : *body) {
    if (name != "current" && name != "new") return invalid("$." + name, "There is no such field.");
  }
  for (const char* name : {"current", "new"}) {
    if (!body->contains(name)) return invalid(std::string("$.") + name, "This field is missing.");
  }
  return ChangePassword{.current = body->at("current"), .wanted = body->at("new")};
}

Result<Response> change_password(Door& door, const Call& call) {
  const auto wanted = read_change_password(call);
  if (!wanted) return wanted.error();
  const auto hash = check_new_password(door.store, door.sign_in_limit, call.viewer(), wanted->current,
                                       wanted->wanted, call.request().client);
  if (!hash) return hash.error();
  return door.store.write([&](store::WriteTransaction& tx) -> Result<Response> {
    save_password(tx, call.viewer(), *hash, presented_secret(call));
    return http::no_content();
  });
}

Result<Response> set_password(Door& door, const Call& call) {
  const auto wanted = call.body<SetPassword>();
  if (!wanted) return wanted.error();
  if (call.viewer().account.empty()) return invalid("as", "Please say whose password it is, with --as.");
  const auto hash = check_set_password(door.store, call.viewer(), wanted->password);
  if (!hash) return hash.error();
  return door.store.write([&](store::WriteTransaction& tx) -> Result<Response> {
    save_password(tx, call.viewer(), *hash, {});
    return http::no_content();
  });
}

Result<http::WriteStep> post_token(const Call& call) {
  auto wanted = call.body<NewToken>();
  if (!wanted) return wanted.error();
  return [viewer = call.viewer(),
          name = std::move(wanted->name)](store::WriteTransaction& tx) -> Result<Response> {
    const auto token = create_token(tx, viewer, name);
    if (!token) return token.error();
    return http::json(*token, 201);
  };
}

Result<http::WriteStep> remove_token(const Call& call) {
  const auto id = call.id<TokenId>();
  if (!id) return id.error();
  return [viewer = call.viewer(), id = *id](store::WriteTransaction& tx) -> Result<Response> {
    if (auto deleted = delete_token(tx, viewer, id); !deleted) return deleted.error();
    return http::no_content();
  };
}

http::Route open_to(http::Access access, http::Route route) {
  route.access = access;
  return route;
}

http::Route hashing_a_password(http::Route route) {
  route.hashes_password = true;
  return route;
}

http::Route showing_a_secret(http::Route route) {
  route.secret = true;
  return route;
}

}  // namespace

std::vector<http::Route> routes(store::Store& store, RouteOptions options) {
  using enum http::Method;
  using http::Access;
  const auto door = std::make_shared<Door>(store, std::move(options));
  const auto work = [door](auto handler) {
    return [door, handler](const Call& call) { return handler(*door, call); };
  };
  const auto write = [door](auto handler) {
    return [door, handler](const Call& call) { return handler(door, call); };
  };
  return {
      open_to(Access::anybody,
              http::read_route(get, "/api/v1/server",
                               [door](const Call&, auto& tx) { return get_server(*door, tx); })),
      open_to(Access::anybody, hashing_a_password(http::work_route(post, "/api/v1/accounts", work(sign_up)))),
      open_to(Access::anybody, hashing_a_password(http::work_route(post, "/api/v1/session", work(sign_in)))),
      http::write_route(patch, "/api/v1/session", switch_to),
      http::write_route(del, "/api/v1/session", write(sign_out)),
      http::read_route(get, "/api/v1/sessions",
                       [](const Call& call, auto& tx) -> Result<Response> {
                         return http::json(
                             Items<Session>{list_sessions(tx, call.viewer(), presented_secret(call))});
                       }),
      http::write_route(del, "/api/v1/sessions", write(sign_out_everywhere)),
      http::read_route(get, "/api/v1/me",
                       [door](const Call& call, auto& tx) { return get_me(*door, call, tx); }),
      http::write_route(patch, "/api/v1/me", patch_me),
      hashing_a_password(http::work_route(put, "/api/v1/me/password", work(change_password))),
      http::read_route(get, "/api/v1/tokens",
                       [](const Call& call, auto& tx) -> Result<Response> {
                         return http::json(Items<Token>{list_tokens(tx, call.viewer())});
                       }),
      showing_a_secret(http::write_route(post, "/api/v1/tokens", post_token)),
      http::write_route(del, "/api/v1/tokens/{id}", remove_token),
      open_to(Access::machine,
              hashing_a_password(http::work_route(post, "/local/v1/accounts", work(create_on_machine)))),
      open_to(Access::machine,
              hashing_a_password(http::work_route(put, "/local/v1/password", work(set_password)))),
  };
}

}  // namespace confrere::accounts
