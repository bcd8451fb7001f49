// What the tests of the audit log share: a store with a key, events, and hands on the database.
#pragma once

#include <memory>
#include <string>

#include "server/audit/audit_log.h"
#include "server/audit/verify.h"
#include "server/keys/vault.h"
#include "tests/server/store/store_testing.h"

namespace setara {

inline std::unique_ptr<Store> OpenAuditedStore(const std::string& directory,
                                               const Clock& clock = SystemClock()) {
  Store::Options options;
  options.directory = directory;
  options.readers = 2;
  options.clock = &clock;
  absl::StatusOr<std::unique_ptr<Store>> store = Store::Open(options);
  EXPECT_TRUE(store.ok()) << store.status();
  return store.ok() ? *std::move(store) : nullptr;
}

inline Instant At(int64_t seconds) {
  return Instant(std::chrono::seconds(1'790'000'000 + seconds));
}

// A counselor's read of one person, at At(number).
inline AuditEvent ReadOf(const std::string& person, int64_t number = 0) {
  AuditEvent event;
  event.at = At(number);
  event.caller = "accounts/01JA";
  event.role = 3;
  event.place = "branches/solo";
  event.method = "setara.v1.SeekerService.GetSeeker";
  event.purpose = "placement";
  event.peer = "127.0.0.1";
  event.object = "seekers/" + person;
  event.subjects = {"seekers/" + person};
  event.data_classes = 1u << 3 | 1u << 6;
  return event;
}

inline void Append(Store& store, const AuditEvent& event) {
  EXPECT_OK(store.Write([&](Connection& db) { return AppendAudit(db, event); }));
}

inline AuditReport VerifyStore(Store& store, const std::optional<AuditPoint>& head = std::nullopt) {
  AuditReport report;
  EXPECT_OK(store.Read([&](Connection& db) -> absl::Status {
    absl::StatusOr<AuditReport> verified = VerifyAudit(db, head);
    if (verified.ok()) report = *verified;
    return verified.status();
  }));
  return report;
}

// Of a database that no store has open.
inline AuditReport VerifyFile(const std::string& directory,
                              const std::optional<AuditPoint>& head = std::nullopt,
                              bool with_key = true) {
  auto db = Connection::Open(directory + "/records.sqlite3", Connection::Mode::kReadOnly);
  EXPECT_OK(db);
  absl::StatusOr<std::unique_ptr<Vault>> vault = Vault::Open(directory + ".key");
  EXPECT_OK(vault);
  if (with_key && vault.ok()) {
    db->set_mac([keys = vault->get()](std::string_view domain, std::string_view bytes) {
      return keys->Mac(domain, bytes);
    });
  }
  absl::StatusOr<AuditReport> report = VerifyAudit(*db, head);
  EXPECT_OK(report);
  return report.ok() ? *report : AuditReport();
}

// As someone with the file, and no key, would.
inline void Tamper(const std::string& directory, const std::string& sql) {
  auto db = Connection::Open(directory + "/records.sqlite3", Connection::Mode::kReadWrite);
  ASSERT_OK(db);
  EXPECT_OK(db->Execute(sql));
}

}  // namespace setara
