// `setarad audit ...`: works on a data directory, or on a copy of its database, without a server;
// speaks to the terminal.
#pragma once

#include <absl/status/status.h>
#include <absl/status/statusor.h>

#include <string>

#include "server/store/sqlite.h"

namespace setara {

// `data`: a data directory, also one that a server has open, or a database file. It is only read.
// NOT_FOUND: there are no records.
//
// Checks the chain and prints the outcome; seals with `mac` (null: hashes only, which it says).
// head: "SEQUENCE:HASH" printed earlier, or empty. True: the chain is whole. INVALID_ARGUMENT: no
// such head.
absl::StatusOr<bool> RunAuditVerify(const std::string& data, const Connection::Mac& mac,
                                    const std::string& head);

// Prints the newest event's place, "SEQUENCE:HASH", to be kept elsewhere.
absl::Status RunAuditHead(const std::string& data);

// Removes events older than `days` (>= 1) and prints how many. FAILED_PRECONDITION: a server owns
// the directory.
absl::Status RunAuditPrune(const std::string& data_directory, const std::string& key_file,
                           int days);

// What seals the audit chain under a key file. Errors of Vault::Open.
absl::StatusOr<Connection::Mac> ReadAuditKey(const std::string& key_file);

}  // namespace setara
