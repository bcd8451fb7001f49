#include "server/ops/verify.h"

#include <functional>
#include <memory>
#include <unordered_set>
#include <utility>

#include "index/audit.h"
#include "server/store/changes.h"
#include "server/store/openings.h"
#include "server/store/seekers.h"

namespace setara {
namespace {

constexpr int kChunk = 1000;

absl::Status CheckStore(Connection& db, VerifyReport& report) {
  for (const char* check : {"PRAGMA integrity_check", "PRAGMA foreign_key_check"}) {
    absl::StatusOr<Statement> query = db.Prepare(check);
    if (!query.ok()) return query.status();
    while (true) {
      absl::StatusOr<bool> row = query->Step();
      if (!row.ok()) return row.status();
      if (!*row) break;
      std::string text = query->Text(0);
      if (text != "ok") report.store_problems.push_back(std::string(check) + ": " + text);
    }
  }
  return absl::OkStatus();
}

class Comparison {
 public:
  Comparison(Store& store, IndexAudit& audit, VerifyReport& report)
      : store_(store), audit_(audit), report_(report) {}

  absl::Status Run() {
    absl::Status openings = Walk<Opening>(
        "opening", report_.openings,
        [](Connection& db, int64_t after) { return ListOpenings(db, {}, after, kChunk); });
    if (!openings.ok()) return openings;
    absl::Status seekers = Walk<Seeker>(
        "seeker", report_.seekers,
        [](Connection& db, int64_t after) { return ScanSeekersForIndex(db, after, kChunk); });
    return seekers.ok() ? FindExtra() : seekers;
  }

 private:
  template <typename Record, typename Read>
  absl::Status Walk(const char* noun, int64_t& count, Read read) {
    int64_t after = 0;
    std::vector<Record> chunk;
    do {
      absl::Status done = store_.Read([&](Connection& db) -> absl::Status {
        auto found = read(db, after);
        if (!found.ok()) return found.status();
        chunk = *std::move(found);
        return absl::OkStatus();
      });
      if (!done.ok()) return done;
      for (const Record& record : chunk) {
        absl::StatusOr<AuditResult> result = audit_.Check(record);
        if (!result.ok()) return result.status();
        Note(noun, record.row, *result);
        after = record.row;
      }
      count += static_cast<int64_t>(chunk.size());
    } while (chunk.size() == kChunk);
    return absl::OkStatus();
  }

  void Note(const char* noun, int64_t row, AuditResult result) {
    rows_.insert(row);
    if (result == AuditResult::kSame) return;
    bool missing = result == AuditResult::kMissing;
    ++(missing ? report_.missing : report_.different);
    Tell(std::string(noun) + " row " + std::to_string(row) +
         (missing ? ": missing" : ": different"));
  }

  absl::Status FindExtra() {
    int64_t row = 0;
    while (true) {
      absl::StatusOr<int64_t> next = audit_.NextRow(row);
      if (!next.ok()) return next.status();
      if (*next == 0) return absl::OkStatus();
      row = *next;
      if (rows_.contains(row)) continue;
      ++report_.extra;
      Tell("document " + std::to_string(row) + ": no record");
    }
  }

  void Tell(std::string difference) {
    if (report_.differences.size() < kReportedDifferences) {
      report_.differences.push_back(std::move(difference));
    }
  }

  Store& store_;
  IndexAudit& audit_;
  VerifyReport& report_;
  std::unordered_set<int64_t> rows_;
};

}  // namespace

absl::StatusOr<VerifyReport> Verify(Store& store, const Index& index) {
  absl::StatusOr<std::unique_ptr<IndexAudit>> audit = IndexAudit::Start(index);
  if (!audit.ok()) return audit.status();
  VerifyReport report;
  report.documents = (*audit)->documents();
  report.same_epoch = (*audit)->epoch() == store.epoch();
  absl::Status checked = store.Read([&](Connection& db) -> absl::Status {
    absl::StatusOr<int64_t> last = LastSequence(db);
    if (!last.ok()) return last.status();
    report.unapplied = *last - (*audit)->sequence();
    return CheckStore(db, report);
  });
  if (!checked.ok()) return checked;
  absl::Status compared = Comparison(store, **audit, report).Run();
  if (!compared.ok()) return compared;
  absl::StatusOr<QuotaComparison> quota = CompareQuota(store, [&report](std::string difference) {
    if (report.differences.size() < kReportedDifferences) {
      report.differences.push_back(std::move(difference));
    }
  });
  if (!quota.ok()) return quota.status();
  report.quota = *quota;
  return report;
}

}  // namespace setara
