// A register that is imported, or last year's that is taken over: rows of three sheets in one
// write.
#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <utility>

#include "matcher/domain/errors.h"
#include "server/access/method_rules.h"
#include "server/import/import_batch.h"
#include "server/rpc/field_errors.h"
#include "server/rpc/register_check.h"
#include "server/rpc/reported_employment.h"
#include "server/rpc/store_handlers.h"
#include "server/rpc/write_or_check.h"
#include "server/store/employers.h"
#include "server/store/employment.h"
#include "server/store/headcounts.h"
#include "server/store/sites.h"

namespace setara {
namespace {

constexpr size_t kSheets = 3;
constexpr ImportKind kKinds[kSheets] = {ImportKind::kRegister, ImportKind::kSite,
                                        ImportKind::kRegisterWorker};
constexpr const char* kNames[kSheets] = {"employers", "sites", "workers"};

v1::RegisterSheet SheetOf(size_t sheet) { return static_cast<v1::RegisterSheet>(sheet + 1); }

bool IsRowFault(const absl::Status& status) {
  return status.code() == absl::StatusCode::kInvalidArgument ||
         status.code() == absl::StatusCode::kNotFound ||
         status.code() == absl::StatusCode::kAlreadyExists;
}

struct Row {
  size_t sheet = 0;
  ParsedRecord parsed;
};

// The rows of a request, by sheet and line, and those that cannot be read.
struct Rows {
  std::vector<Row> rows;
  std::vector<v1::RegisterReject> rejects;
};

v1::RegisterReject MakeReject(size_t sheet, int64_t line, const std::string& field,
                              const std::string& reason) {
  v1::RegisterReject reject;
  reject.set_sheet(SheetOf(sheet));
  reject.set_line(line);
  reject.set_field(field);
  reject.set_reason(reason);
  return reject;
}

absl::StatusOr<Rows> ReadRows(const v1::ImportRegisterRequest& request) {
  const std::array<const v1::RegisterRows*, kSheets> sheets = {
      request.has_employers() ? &request.employers() : nullptr,
      request.has_sites() ? &request.sites() : nullptr,
      request.has_workers() ? &request.workers() : nullptr};
  Rows rows;
  for (size_t sheet = 0; sheet < kSheets; ++sheet) {
    if (sheets[sheet] == nullptr) continue;
    const v1::RegisterRows& in = *sheets[sheet];
    absl::StatusOr<ParsedBatch> batch =
        ParseBatch({NativeMapping(kKinds[sheet]), ImportFormat::kCsv, in.csv_header(), in.data(),
                    in.first_line(), std::nullopt});
    if (!batch.ok()) return WithFieldPrefix(batch.status(), kNames[sheet]);
    for (ParsedRecord& record : batch->records) rows.rows.push_back({sheet, std::move(record)});
    for (const RejectedRecord& reject : batch->rejects) {
      rows.rejects.push_back(MakeReject(sheet, reject.line, reject.field, reject.reason));
    }
  }
  return rows;
}

// Applies rows inside one write, each in its own savepoint.
class Applier {
 public:
  Applier(Connection& db, const CallContext& context, v1::ImportRegisterResponse* response)
      : db_(db), context_(context), response_(response) {}

  // The employer that the row is of, where it landed; "" where it was rejected. An error is the
  // store's.
  absl::StatusOr<std::string> Apply(const Row& row) {
    absl::Status status = db_.Execute("SAVEPOINT register_row");
    if (!status.ok()) return status;
    counts_ = {};
    const absl::StatusOr<std::string> employer =
        std::visit([&](const auto& value) { return Store(value, row); }, row.parsed.record);
    if (employer.ok()) {
      status = db_.Execute("RELEASE register_row");
      if (!status.ok()) return status;
      response_->set_inserted(response_->inserted() + counts_[0]);
      response_->set_updated(response_->updated() + counts_[1]);
      response_->set_unchanged(response_->unchanged() + counts_[2]);
      return employer;
    }
    status = db_.Execute("ROLLBACK TO register_row; RELEASE register_row");
    if (!status.ok()) return status;
    if (!IsRowFault(employer.status())) return employer.status();
    const std::vector<FieldViolation> violations = FieldViolations(employer.status());
    *response_->add_rejects() =
        violations.empty()
            ? MakeReject(row.sheet, row.parsed.line, "", std::string(employer.status().message()))
            : MakeReject(row.sheet, row.parsed.line, violations[0].field,
                         violations[0].description);
    return std::string();
  }

  // Ids of employers that were new.
  const std::set<std::string>& added() const { return added_; }

 private:
  absl::StatusOr<std::string> Store(const RegisterRow& row, const Row& whole) {
    absl::Status reached = CheckRegionOf(row.employer.seat_region_code, "seat_region_code");
    if (!reached.ok()) return reached;
    const std::string& named = whole.parsed.employer.id;
    absl::StatusOr<std::string> employer =
        named.empty() ? StoreByKey(row.employer) : StoreByName(row.employer, named);
    if (!employer.ok()) return employer.status();
    for (HeadcountReport report : row.reports) {
      report.employer_id = *employer;
      absl::StatusOr<RecordedFact> fact = UpsertHeadcount(db_, report, context_.now, Lane::kBulk);
      if (!fact.ok()) return fact.status();
      Count(fact->outcome);
    }
    return employer;
  }

  absl::StatusOr<std::string> StoreByKey(const Employer& employer) {
    absl::StatusOr<std::string> old = FindEmployerId(db_, employer.source, employer.source_id);
    if (!old.ok()) return old.status();
    absl::Status reached = old->empty() ? absl::OkStatus() : CheckReach(*old);
    if (!reached.ok()) return reached;
    absl::StatusOr<Upserted> stored = UpsertEmployer(db_, employer, context_.now, Lane::kBulk);
    if (!stored.ok()) return stored.status();
    Count(stored->outcome);
    if (stored->outcome == UpsertOutcome::kInserted) added_.insert(stored->key.id);
    return stored->key.id;
  }

  absl::StatusOr<std::string> StoreByName(Employer employer, const std::string& id) {
    absl::Status reached = CheckReach(id);
    if (!reached.ok()) return reached;
    absl::StatusOr<Employer> old = GetEmployer(db_, id);
    if (!old.ok()) return old.status();
    if (!employer.source_id.empty() &&
        (employer.source != old->source || employer.source_id != old->source_id)) {
      return InvalidField("source_id", "the key of an import does not change");
    }
    employer.id = id;
    absl::StatusOr<Employer> stored =
        UpdateEmployer(db_, employer, std::nullopt, context_.now, Lane::kBulk);
    if (!stored.ok()) return stored.status();
    Count(stored->version == old->version ? UpsertOutcome::kUnchanged : UpsertOutcome::kUpdated);
    return id;
  }

  absl::StatusOr<std::string> Store(Site site, const Row& row) {
    absl::StatusOr<std::string> employer = EmployerOf(row.parsed.employer);
    if (!employer.ok()) return employer.status();
    site.employer_id = *employer;
    absl::StatusOr<RecordedFact> fact = UpsertSite(db_, site, context_.now, Lane::kBulk);
    if (!fact.ok()) return fact.status();
    Count(fact->outcome);
    return employer;
  }

  absl::StatusOr<std::string> Store(EmploymentRecord worker, const Row& row) {
    absl::StatusOr<std::string> employer = EmployerOf(row.parsed.employer);
    if (!employer.ok()) return employer.status();
    // The key may be another employer's, and a correction would move the record.
    absl::StatusOr<std::optional<KnownEmployment>> old =
        FindEmployment(db_, worker.source, worker.source_id);
    if (!old.ok()) return old.status();
    if (old->has_value()) {
      absl::Status reached = CheckReach((*old)->record.employer_id);
      if (!reached.ok()) return reached;
    }
    worker.employer_id = *employer;
    absl::StatusOr<RecordedFact> fact =
        UpsertReportedEmployment(db_, worker, context_.now, Lane::kBulk);
    if (!fact.ok()) return fact.status();
    Count(fact->outcome);
    return employer;
  }

  template <typename Other>
  absl::StatusOr<std::string> Store(const Other&, const Row&) {
    return absl::InternalError("no row of a register");
  }

  absl::StatusOr<std::string> EmployerOf(const EmployerReference& reference) {
    std::string id = reference.id;
    if (id.empty()) {
      absl::StatusOr<std::string> found =
          FindEmployerId(db_, reference.source, reference.source_id);
      if (!found.ok()) return found.status();
      id = *found;
    }
    if (id.empty()) {
      return InvalidField("employer_source_id", "no employer was imported under this key");
    }
    absl::Status reached = CheckReach(id);
    if (!reached.ok()) return reached;
    return id;
  }

  absl::Status CheckReach(const std::string& employer_id) {
    if (context_.scope != v1::SCOPE_REGION) return absl::OkStatus();
    absl::StatusOr<Employer> employer = GetEmployer(db_, employer_id);
    // The same words whether it exists: an officer learns nothing of other regions.
    return CheckRegionOf(employer.ok() ? employer->seat_region_code : "", "employer");
  }

  absl::Status CheckRegionOf(const std::string& region, const std::string& field) const {
    if (context_.scope != v1::SCOPE_REGION) return absl::OkStatus();
    if (RegionHolds(context_.caller.place.region_code, region)) return absl::OkStatus();
    return InvalidField(field, "is not in your region");
  }

  void Count(UpsertOutcome outcome) { ++counts_[static_cast<size_t>(outcome) - 1]; }

  Connection& db_;
  const CallContext& context_;
  v1::ImportRegisterResponse* response_;
  std::array<int64_t, 3> counts_{};  // of the row: inserted, updated, unchanged
  std::set<std::string> added_;
};

// --- Last year's register -----------------------------------------------------------------------

// What was found about the rows of one employer.
struct EmployerFindings {
  bool error = false;  // about the employer itself
  std::vector<v1::RegisterFinding> about_employer;
  std::map<std::string, std::vector<v1::RegisterFinding>> about_site;  // by code
  std::map<std::pair<std::string, std::string>, std::vector<v1::RegisterFinding>> about_worker;
};

absl::StatusOr<EmployerFindings> FindingsOf(Connection& db, const std::string& employer_id,
                                            Date day, bool is_new) {
  absl::StatusOr<Employer> employer = GetEmployer(db, employer_id);
  if (!employer.ok()) return employer.status();
  absl::StatusOr<quota::RegisterFacts> facts = LoadRegisterFacts(db, *employer, day, day);
  if (!facts.ok()) return facts.status();
  EmployerFindings found;
  for (const quota::Finding& finding : quota::CheckPlausibility(*facts)) {
    v1::RegisterFinding out = ToProto(finding, *employer);
    // Its id is given up again with the check.
    if (is_new) out.clear_employer();
    if (!finding.worker_source_id.empty()) {
      found.about_worker[{finding.worker_source, finding.worker_source_id}].push_back(out);
    } else if (!finding.site.empty()) {
      found.about_site[finding.site].push_back(out);
    } else {
      found.about_employer.push_back(out);
      found.error |= finding.rule->severity == quota::Severity::kError;
    }
  }
  return found;
}

class Takeover {
 public:
  Takeover(Connection& db, const CallContext& context, Date first_day,
           v1::ImportRegisterResponse* response)
      : db_(db), context_(context), first_day_(first_day), response_(response) {}

  absl::Status Run(const std::vector<Row>& rows) {
    absl::Status status = Look(rows);
    if (!status.ok()) return status;
    Applier applier(db_, context_, response_);
    for (size_t i = 0; i < rows.size(); ++i) {
      if (employers_[i].empty()) {  // was rejected while it was looked at
        *response_->add_rejects() = rejects_.at(i);
        continue;
      }
      const v1::TakeoverRow judged = Judge(rows[i], employers_[i]);
      if (judged.outcome() != v1::TAKEOVER_OUTCOME_HELD) {
        absl::StatusOr<std::string> landed = applier.Apply(rows[i]);
        if (!landed.ok()) return landed.status();
        if (landed->empty()) continue;  // told as a reject
      }
      *response_->add_takeover() = judged;
    }
    return absl::OkStatus();
  }

 private:
  // Stores every row, looks at what the register then is, and undoes it all: so each row is judged
  // beside all others and beside what was stored before.
  absl::Status Look(const std::vector<Row>& rows) {
    absl::Status status = db_.Execute("SAVEPOINT register_look");
    if (!status.ok()) return status;
    v1::ImportRegisterResponse trial;
    Applier applier(db_, context_, &trial);
    employers_.resize(rows.size());
    for (size_t i = 0; i < rows.size(); ++i) {
      absl::StatusOr<std::string> employer = applier.Apply(rows[i]);
      if (!employer.ok()) return employer.status();
      employers_[i] = *employer;
      if (employer->empty()) rejects_[i] = *trial.rejects().rbegin();
    }
    for (const std::string& id : employers_) {
      if (id.empty() || findings_.contains(id)) continue;
      if (context_.Expired()) return absl::DeadlineExceededError("the caller no longer waits");
      absl::StatusOr<EmployerFindings> found =
          FindingsOf(db_, id, first_day_, applier.added().contains(id));
      if (!found.ok()) return found.status();
      findings_[id] = *std::move(found);
    }
    return db_.Execute("ROLLBACK TO register_look; RELEASE register_look");
  }

  v1::TakeoverRow Judge(const Row& row, const std::string& employer) const {
    const EmployerFindings& of_employer = findings_.at(employer);
    const std::vector<v1::RegisterFinding>& about = About(row, of_employer);
    v1::TakeoverRow judged;
    judged.set_sheet(SheetOf(row.sheet));
    judged.set_line(row.parsed.line);
    bool error = of_employer.error;
    for (const v1::RegisterFinding& finding : about) {
      *judged.add_findings() = finding;
      error |= finding.severity() == v1::REGISTER_SEVERITY_ERROR;
    }
    if (row.parsed.confirmed.has_value() ? !*row.parsed.confirmed : error) {
      judged.set_outcome(v1::TAKEOVER_OUTCOME_HELD);
      return judged;
    }
    const auto* worker = std::get_if<EmploymentRecord>(&row.parsed.record);
    const bool left =
        worker != nullptr && worker->valid_until && *worker->valid_until <= first_day_;
    judged.set_outcome(left ? v1::TAKEOVER_OUTCOME_LEFT : v1::TAKEOVER_OUTCOME_KEPT);
    return judged;
  }

  static const std::vector<v1::RegisterFinding>& About(const Row& row,
                                                       const EmployerFindings& found) {
    static const auto& none = *new std::vector<v1::RegisterFinding>();
    if (const auto* worker = std::get_if<EmploymentRecord>(&row.parsed.record)) {
      const auto at = found.about_worker.find({worker->source, worker->source_id});
      return at == found.about_worker.end() ? none : at->second;
    }
    if (const auto* site = std::get_if<Site>(&row.parsed.record)) {
      const auto at = found.about_site.find(site->code);
      return at == found.about_site.end() ? none : at->second;
    }
    return found.about_employer;
  }

  Connection& db_;
  const CallContext& context_;
  const Date first_day_;
  v1::ImportRegisterResponse* response_;
  std::vector<std::string> employers_;  // of each row; "" rejected
  std::map<size_t, v1::RegisterReject> rejects_;
  std::map<std::string, EmployerFindings> findings_;
};

absl::Status ApplyAll(Connection& db, const CallContext& context, const std::vector<Row>& rows,
                      v1::ImportRegisterResponse* response) {
  Applier applier(db, context, response);
  for (const Row& row : rows) {
    const absl::StatusOr<std::string> applied = applier.Apply(row);
    if (!applied.ok()) return applied.status();
  }
  return absl::OkStatus();
}

absl::Status Import(Store& store, CallContext& context, const v1::ImportRegisterRequest& request,
                    v1::ImportRegisterResponse* response) {
  const int year = request.takeover_year();
  if (year != 0 && (year < 1998 || year > 2999)) {
    return InvalidField("takeover_year", "must be 1998 to 2999");
  }
  if (context.scope == v1::SCOPE_REGION && context.caller.place.region_code.empty()) {
    return WithReason(
        absl::PermissionDeniedError("your account names no region: ask an administrator"),
        "PLACE_MISSING");
  }
  const absl::StatusOr<Rows> rows = ReadRows(request);
  if (!rows.ok()) return rows.status();
  auto apply = [&](Connection& db) -> absl::Status {
    // The group may be run again, so each run starts afresh.
    response->Clear();
    response->set_rows(static_cast<int64_t>(rows->rows.size() + rows->rejects.size()));
    for (const v1::RegisterReject& reject : rows->rejects) *response->add_rejects() = reject;
    if (year == 0) return ApplyAll(db, context, rows->rows, response);
    const Date first_day = std::chrono::year(year) / std::chrono::January / 1;
    return Takeover(db, context, first_day, response).Run(rows->rows);
  };
  const absl::Status written = WriteOrCheck(store, context, request.validate_only(), apply);
  if (!written.ok()) return written;
  std::stable_sort(response->mutable_rejects()->begin(), response->mutable_rejects()->end(),
                   [](const auto& a, const auto& b) {
                     return std::pair(a.sheet(), a.line()) < std::pair(b.sheet(), b.line());
                   });
  return absl::OkStatus();
}

}  // namespace

void HandleRegisterImport(Dispatcher& dispatcher, Store& store) {
  dispatcher.Handle<v1::ImportRegisterRequest, v1::ImportRegisterResponse>(
      "setara.v1.RegisterService.ImportRegister",
      [&store](CallContext& context, const auto& request, auto* response) {
        return Import(store, context, request, response);
      });
}

}  // namespace setara
