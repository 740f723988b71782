#include "app/routes.h"

#include "app/machine_routes.h"
#include "features/accounts/accounts_routes.h"
#include "features/acquaintances/acquaintances_routes.h"
#include "features/circles/circles_routes.h"
#include "features/contacts/contacts_routes.h"
#include "features/encounters/encounters.h"
#include "features/encounters/encounters_routes.h"
#include "features/etiquette/etiquette_routes.h"
#include "features/exports/exports_routes.h"
#include "features/follow_ups/follow_ups_routes.h"
#include "features/goals/goals_routes.h"
#include "features/imports/imports_routes.h"
#include "features/introductions/introductions_routes.h"
#include "features/my_card/my_card_routes.h"
#include "features/specialties/specialties_routes.h"
#include "features/ties/ties_routes.h"
#include "features/timeline/timeline_routes.h"
#include "features/today/today_routes.h"
#include "features/triage/triage_routes.h"
#include "features/undo/undo_routes.h"
#include "http/server.h"

namespace confrere::app {

std::string version() {
  return CONFRERE_VERSION;
}

void mount(http::Router& router, store::Store& store, const DataFolder& folder, imports::Runner& imports,
           const relationships::Relationships& relationships, const Configuration& configuration) {
  router.add(accounts::routes(store, {.sign_up = configuration.sign_up,
                                      .secure_cookies = configuration.public_url.starts_with("https://"),
                                      .version = version()}));
  router.add(ties::routes());
  router.add(contacts::routes());
  router.add(circles::routes());
  router.add(acquaintances::routes());
  router.add(my_card::routes());
  router.add(undo::routes());
  router.add(specialties::routes());
  router.add(etiquette::routes(encounters::circumstances_of_message));
  router.add(encounters::routes());
  router.add(follow_ups::routes());
  router.add(goals::routes());
  router.add(timeline::routes());
  router.add(triage::routes());
  router.add(introductions::routes(relationships));
  router.add(today::routes(store));
  router.add(imports::routes(store, imports));
  router.add(exports::routes(store));
  router.add(machine_routes(store, folder, relationships));
  router.add(http::door_routes());
}

}  // namespace confrere::app
