// Seals what an older Setara wrote plain. Private to server/store.
#pragma once

#include <absl/status/status.h>

#include "server/store/sqlite.h"

namespace setara {

// After the migrations, on the writer, before anyone else uses the database: moves every row of
// plain_identities into sealed ones, in batches that commit one by one, drops the table, and writes
// the file anew so that no page and no log keeps a plain byte. Goes on where a crash ended it; does
// nothing once done. RESOURCE_EXHAUSTED: no room for a second copy of the file.
absl::Status SealPlainIdentities(Connection& db);

}  // namespace setara
