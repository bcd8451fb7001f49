#include "server/ops/audit_commands.h"

#include <cstdio>
#include <filesystem>
#include <memory>
#include <optional>

#include "server/audit/prune.h"
#include "server/audit/verify.h"
#include "server/store/store.h"

namespace setara {
namespace {

absl::StatusOr<Connection> OpenCopy(const std::string& data) {
  const std::string path = std::filesystem::is_directory(data) ? data + "/records.sqlite3" : data;
  if (!std::filesystem::exists(path)) return absl::NotFoundError("there are no records in " + data);
  return Connection::Open(path, Connection::Mode::kReadOnly);
}

void Print(const AuditReport& report, bool sealed) {
  if (report.start.sequence > 0) {
    std::printf("pruned up to event %lld\n", static_cast<long long>(report.start.sequence));
  }
  std::printf("verified %lld events\n", static_cast<long long>(report.events));
  if (!report.whole()) {
    std::printf("event %lld: %s: %s\n", static_cast<long long>(report.sequence),
                ToString(report.fault), report.detail.c_str());
    std::puts("the audit log is broken");
    return;
  }
  std::printf("head %s\n", ToString(report.head).c_str());
  std::puts(sealed ? "whole: nothing was changed, removed, inserted or reordered"
                   : "the hashes agree; without the key nothing shows that a forger did not make "
                     "them");
}

}  // namespace

absl::StatusOr<bool> RunAuditVerify(const std::string& data, const Connection::Mac& mac,
                                    const std::string& head) {
  std::optional<AuditPoint> expected;
  if (!head.empty()) {
    absl::StatusOr<AuditPoint> point = ParseAuditPoint(head);
    if (!point.ok()) return point.status();
    expected = *std::move(point);
  }
  absl::StatusOr<Connection> db = OpenCopy(data);
  if (!db.ok()) return db.status();
  db->set_mac(mac);
  // One snapshot, so that a server that writes meanwhile does not disturb.
  if (absl::Status begun = db->Execute("BEGIN"); !begun.ok()) return begun;
  absl::StatusOr<AuditReport> report = VerifyAudit(*db, expected);
  if (!report.ok()) return report.status();
  Print(*report, static_cast<bool>(mac));
  return report->whole();
}

absl::Status RunAuditHead(const std::string& data) {
  absl::StatusOr<Connection> db = OpenCopy(data);
  if (!db.ok()) return db.status();
  absl::StatusOr<AuditEnd> head = ReadAuditEnd(*db, AuditSeal::kHead);
  if (!head.ok()) return head.status();
  std::puts(ToString(head->point).c_str());
  return absl::OkStatus();
}

absl::Status RunAuditPrune(const std::string& data_directory, const std::string& key_file,
                           int days) {
  if (!std::filesystem::exists(data_directory + "/records.sqlite3")) {
    return absl::NotFoundError("there are no records in " + data_directory);
  }
  Store::Options options;
  options.directory = data_directory;
  options.key_file = key_file;
  absl::StatusOr<std::unique_ptr<Store>> store = Store::Open(options);
  if (!store.ok()) return store.status();
  absl::StatusOr<int64_t> removed =
      PruneAudit(**store, (*store)->clock().Now() - std::chrono::days(days));
  if (!removed.ok()) return removed.status();
  std::printf("removed %lld events older than %d days\n", static_cast<long long>(*removed), days);
  return absl::OkStatus();
}

}  // namespace setara
