#pragma once

#include <string>

#include "http/call.h"

namespace confrere::http {

/// Takes the client's address and scheme from what a trusted proxy says of the request: `Forwarded` (RFC
/// 7239), else X-Forwarded-For and -Proto. Only the last element counts: the proxy added it, the client may
/// have sent the others.
void apply_forwarded(Request& request);

}  // namespace confrere::http
