#include <algorithm>
#include <map>
#include <set>
#include <utility>
#include <vector>

#include "matcher/domain/errors.h"
#include "matcher/screening/screen.h"
#include "server/import/import_batch.h"
#include "server/rpc/case_import.h"
#include "server/rpc/convert.h"
#include "server/rpc/field_errors.h"
#include "server/rpc/live_consents.h"
#include "server/rpc/parts.h"
#include "server/rpc/reported_employment.h"
#include "server/rpc/write_or_check.h"
#include "server/store/employers.h"
#include "server/store/findings.h"
#include "server/store/headcounts.h"
#include "server/store/openings.h"
#include "server/store/seekers.h"
#include "setara/v1/import.pb.h"

namespace setara {
namespace {

constexpr char kService[] = "setara.v1.ImportService.";

ImportKind KindOf(v1::RecordKind kind) { return static_cast<ImportKind>(kind - 1); }
v1::RecordKind ProtoOf(ImportKind kind) {
  return static_cast<v1::RecordKind>(static_cast<int>(kind) + 1);
}

bool IsRowFault(const absl::Status& status) {
  return status.code() == absl::StatusCode::kInvalidArgument ||
         status.code() == absl::StatusCode::kNotFound ||
         status.code() == absl::StatusCode::kAlreadyExists;
}

// Wording that shuts people out, of the openings of a batch. Found before the write, since everyone
// waits for that.
using BatchFindings = std::map<const ParsedRecord*, std::vector<ScreeningFinding>>;

BatchFindings FindingsOf(const ParsedBatch& batch) {
  BatchFindings found;
  for (const ParsedRecord& record : batch.records) {
    const auto* opening = std::get_if<Opening>(&record.record);
    if (opening == nullptr) continue;
    std::vector<ScreeningFinding> findings = ScreenOpening(*opening);
    if (!findings.empty()) found.emplace(&record, std::move(findings));
  }
  return found;
}

// Applies the records of one batch inside one write, each in its own savepoint.
class Applier {
 public:
  // branch: of the people who name none.
  Applier(Connection& db, const Mapping& mapping, const BatchFindings& findings,
          const std::string& branch, Instant now, v1::ImportRecordsResponse* response)
      : db_(db),
        mapping_(mapping),
        findings_(findings),
        branch_(branch),
        now_(now),
        response_(response) {}

  // `seekers/{id}` of everyone who landed.
  const std::set<std::string>& people() const { return people_; }

  // An error is the store's; what is wrong with a record becomes a reject.
  absl::Status Apply(const ParsedRecord& record) {
    absl::Status status = db_.Execute("SAVEPOINT import_record");
    if (!status.ok()) return status;
    const absl::StatusOr<UpsertOutcome> outcome =
        std::visit([&](const auto& value) { return Upsert(value, record); }, record.record);
    if (!outcome.ok()) {
      status = db_.Execute("ROLLBACK TO import_record; RELEASE import_record");
      if (!status.ok() || !IsRowFault(outcome.status())) {
        return status.ok() ? outcome.status() : status;
      }
      Reject(record.line, outcome.status());
      return absl::OkStatus();
    }
    Count(*outcome);
    return db_.Execute("RELEASE import_record");
  }

 private:
  absl::StatusOr<UpsertOutcome> Upsert(Opening opening, const ParsedRecord& record) {
    const absl::StatusOr<std::string> employer = EmployerId(record.employer);
    if (!employer.ok()) return employer.status();
    opening.employer_id = *employer;
    const bool no_first_day = opening.open_from == Date{};
    if (mapping_.keep_newest || no_first_day) {
      const auto stored = FindOpening(db_, opening.source, opening.source_id);
      if (!stored.ok()) return stored.status();
      if (mapping_.keep_newest && *stored && (*stored)->posted_on >= opening.posted_on) {
        return UpsertOutcome::kUnchanged;
      }
      // The day it was first imported, so that a second run on another day changes nothing.
      if (no_first_day) opening.open_from = *stored ? (*stored)->open_from : FirstDay(opening);
    }
    const absl::StatusOr<Upserted> done = UpsertOpening(db_, opening, now_);
    if (!done.ok()) return done.status();
    if (done->outcome != UpsertOutcome::kUnchanged) {
      opening.row = done->key.row;
      const absl::Status kept = Keep(opening, record);
      if (!kept.ok()) return kept;
    }
    if (done->outcome == UpsertOutcome::kInserted) {
      const absl::StatusOr<bool> twin = HasTwin(opening);
      if (!twin.ok()) return twin.status();
      if (*twin) response_->set_possible_duplicates(response_->possible_duplicates() + 1);
    }
    return done->outcome;
  }

  // Keeps what the wording of a written opening holds, and counts it.
  absl::Status Keep(const Opening& opening, const ParsedRecord& record) {
    const auto found = findings_.find(&record);
    if (found == findings_.end()) return ReplaceFindings(db_, opening, {});
    response_->set_openings_with_findings(response_->openings_with_findings() + 1);
    response_->set_findings(response_->findings() + static_cast<int64_t>(found->second.size()));
    return ReplaceFindings(db_, opening, found->second);
  }

  // For an opening that names no first day: today, or the last day of one that is over.
  Date FirstDay(const Opening& opening) const {
    const Date today = JakartaDate(now_);
    return opening.open_until ? std::min(today, *opening.open_until - std::chrono::days(1)) : today;
  }

  absl::StatusOr<UpsertOutcome> Upsert(Seeker seeker, const ParsedRecord&) {
    if (seeker.branch.empty()) seeker.branch = branch_;
    const absl::Status free = CheckNikIsFree(seeker);
    if (!free.ok()) return free;
    const absl::StatusOr<Upserted> done = UpsertSeeker(db_, seeker, now_);
    if (!done.ok()) return done.status();
    people_.insert("seekers/" + done->key.id);
    if (done->outcome == UpsertOutcome::kInserted && seeker.matching_consent_from) {
      const absl::Status kept = KeepWord(done->key.row, seeker);
      if (!kept.ok()) return kept;
    }
    return done->outcome;
  }

  // A consent comes with the record that is first imported; what later imports say of it does not
  // count, since a source does not know what was withdrawn here.
  absl::Status KeepWord(int64_t row, Seeker seeker) {
    seeker.row = row;
    const absl::Status kept =
        RecordWord(db_, WordOfRecord(seeker, ConsentChannel::kTakenOver, "", JakartaDate(now_)),
                   seeker.identity.birth_date, now_)
            .status();
    if (kept.code() != absl::StatusCode::kFailedPrecondition) return kept;
    return InvalidField("matching_consent", std::string(kept.message()));
  }

  absl::StatusOr<UpsertOutcome> Upsert(const Employer& employer, const ParsedRecord&) {
    const absl::StatusOr<Upserted> done = UpsertEmployer(db_, employer, now_, Lane::kBulk);
    if (!done.ok()) return done.status();
    return done->outcome;
  }

  absl::StatusOr<UpsertOutcome> Upsert(HeadcountReport report, const ParsedRecord& record) {
    const absl::StatusOr<std::string> employer = RequiredEmployerId(record.employer);
    if (!employer.ok()) return employer.status();
    report.employer_id = *employer;
    const absl::StatusOr<RecordedFact> done = UpsertHeadcount(db_, report, now_, Lane::kBulk);
    if (!done.ok()) return done.status();
    return done->outcome;
  }

  absl::StatusOr<UpsertOutcome> Upsert(EmploymentRecord worker, const ParsedRecord& record) {
    const absl::StatusOr<std::string> employer = RequiredEmployerId(record.employer);
    if (!employer.ok()) return employer.status();
    worker.employer_id = *employer;
    const absl::StatusOr<RecordedFact> done =
        UpsertReportedEmployment(db_, worker, now_, Lane::kBulk);
    if (!done.ok()) return done.status();
    return done->outcome;
  }

  // A row alone is no case: ImportCases takes them together.
  absl::StatusOr<UpsertOutcome> Upsert(const CaseCells&, const ParsedRecord&) {
    return absl::InternalError("cases are not imported row by row");
  }

  // What is no kind of this method: RegisterService.ImportRegister takes it.
  absl::StatusOr<UpsertOutcome> Upsert(const RegisterRow&, const ParsedRecord&) {
    return absl::InternalError("a register is not imported by ImportRecords");
  }
  absl::StatusOr<UpsertOutcome> Upsert(const Site&, const ParsedRecord&) {
    return absl::InternalError("a register is not imported by ImportRecords");
  }

  // "" when the source names none, or one that was not imported.
  absl::StatusOr<std::string> EmployerId(const EmployerReference& employer) {
    if (!employer.id.empty()) {
      const absl::StatusOr<int64_t> row = EmployerRow(db_, employer.id);
      if (!row.ok()) return row.status();
      return employer.id;
    }
    if (employer.source_id.empty()) return std::string();
    return FindEmployerId(db_, employer.source, employer.source_id);
  }

  absl::StatusOr<std::string> RequiredEmployerId(const EmployerReference& employer) {
    absl::StatusOr<std::string> id = EmployerId(employer);
    if (id.ok() && id->empty()) {
      return InvalidField("employer_source_id", "no employer was imported under this key");
    }
    return id;
  }

  // One NIK is one person, whatever sources write of them.
  absl::Status CheckNikIsFree(const Seeker& seeker) {
    if (seeker.identity.nik.empty()) return absl::OkStatus();
    const absl::StatusOr<std::vector<RecordKey>> same = FindSeekersByNik(db_, seeker.identity.nik);
    if (!same.ok()) return same.status();
    for (const RecordKey& key : *same) {
      const absl::StatusOr<Seeker> other = GetSeeker(db_, key.id);
      if (!other.ok()) return other.status();
      if (other->source != seeker.source || other->source_id != seeker.source_id) {
        return InvalidField("identity.nik", "a person with this NIK is registered already");
      }
    }
    return absl::OkStatus();
  }

  absl::StatusOr<bool> HasTwin(const Opening& opening) {
    const std::string key = DuplicateKey(opening);
    if (key.empty()) return false;
    const auto others = OpeningsOfOtherSources(db_, opening);
    if (!others.ok()) return others.status();
    return std::any_of(others->begin(), others->end(),
                       [&](const Opening& other) { return DuplicateKey(other) == key; });
  }

  void Reject(int64_t line, const absl::Status& status) {
    v1::ImportReject* reject = response_->add_rejects();
    reject->set_line(line);
    const std::vector<FieldViolation> violations = FieldViolations(status);
    if (!violations.empty()) reject->set_field(violations[0].field);
    reject->set_reason(violations.empty() ? std::string(status.message())
                                          : violations[0].description);
  }

  void Count(UpsertOutcome outcome) {
    switch (outcome) {
      case UpsertOutcome::kInserted:
        return response_->set_inserted(response_->inserted() + 1);
      case UpsertOutcome::kUpdated:
        return response_->set_updated(response_->updated() + 1);
      case UpsertOutcome::kUnchanged:
        return response_->set_unchanged(response_->unchanged() + 1);
    }
  }

  Connection& db_;
  const Mapping& mapping_;
  const BatchFindings& findings_;
  const std::string& branch_;
  const Instant now_;
  std::set<std::string> people_;
  v1::ImportRecordsResponse* response_;
};

absl::Status CheckRequest(const v1::ImportRecordsRequest& request) {
  if (request.kind() == v1::RECORD_KIND_UNSPECIFIED) return InvalidField("kind", "is required");
  if (request.format() == v1::IMPORT_FORMAT_UNSPECIFIED) {
    return InvalidField("format", "is required");
  }
  if (!request.mapping().empty() && !request.mapping_json().empty()) {
    return InvalidField("mapping_json", "stands instead of mapping: give one of them");
  }
  if (request.first_line() < 1) return InvalidField("first_line", "lines count from 1");
  return absl::OkStatus();
}

// The shipped mapping of the request, or the request's own, which is kept in `own`.
absl::StatusOr<const Mapping*> MappingOf(const v1::ImportRecordsRequest& request, Mapping* own) {
  const ImportKind kind = KindOf(request.kind());
  if (request.mapping_json().empty()) {
    return FindMapping(kind, request.mapping().empty() ? "setara" : request.mapping());
  }
  absl::StatusOr<Mapping> parsed = ParseMapping("mapping_json", request.mapping_json());
  if (!parsed.ok()) return InvalidField("mapping_json", std::string(parsed.status().message()));
  if (parsed->kind != kind) return InvalidField("mapping_json", "is for another kind of record");
  *own = *std::move(parsed);
  return own;
}

absl::StatusOr<ParsedBatch> Parse(const v1::ImportRecordsRequest& request, const Mapping& mapping) {
  FieldErrors errors;
  std::optional<Date> reference;
  if (request.has_reference_date()) {
    reference = FromProto(request.reference_date(), "reference_date", errors);
  }
  if (!errors.empty()) return errors.ToStatus();
  const bool csv = request.format() == v1::IMPORT_FORMAT_CSV;
  return ParseBatch({mapping, csv ? ImportFormat::kCsv : ImportFormat::kJsonl, request.csv_header(),
                     request.data(), request.first_line(), reference});
}

// What parsing alone decided.
v1::ImportRecordsResponse ResponseOf(const ParsedBatch& batch) {
  v1::ImportRecordsResponse response;
  for (const RejectedRecord& rejected : batch.rejects) {
    v1::ImportReject* reject = response.add_rejects();
    reject->set_line(rejected.line);
    reject->set_field(rejected.field);
    reject->set_reason(rejected.reason);
  }
  for (const auto& [key, count] : batch.warnings) {
    v1::ImportWarning* warning = response.add_warnings();
    warning->set_field(key.first);
    warning->set_reason(key.second);
    warning->set_count(count);
  }
  return response;
}

absl::Status Import(const Parts& parts, const casework::CaseRules& rules, CallContext& context,
                    const v1::ImportRecordsRequest& request, v1::ImportRecordsResponse* response) {
  absl::Status status = CheckRequest(request);
  if (!status.ok()) return status;
  Mapping own;
  const absl::StatusOr<const Mapping*> mapping = MappingOf(request, &own);
  if (!mapping.ok()) return mapping.status();
  const absl::StatusOr<ParsedBatch> batch = Parse(request, **mapping);
  if (!batch.ok()) return batch.status();
  const BatchFindings findings = FindingsOf(*batch);
  auto apply = [&](Connection& db) -> absl::Status {
    // The group may be run again, so each run starts afresh.
    *response = ResponseOf(*batch);
    const Instant now = parts.store.clock().Now();
    if (request.kind() == v1::RECORD_KIND_CASE) {
      std::set<std::string> people;
      const absl::Status imported = ImportCases(
          db, *batch, request.branch(), {context.caller.name, now}, rules, response, &people);
      context.event.subjects = std::move(people);
      return imported;
    }
    Applier applier(db, **mapping, findings, request.branch(), now, response);
    for (const ParsedRecord& record : batch->records) {
      const absl::Status applied = applier.Apply(record);
      if (!applied.ok()) return applied;
    }
    context.event.subjects = applier.people();
    return absl::OkStatus();
  };
  const absl::Status written = WriteOrCheck(parts.store, context, request.validate_only(), apply);
  if (!written.ok()) return written;
  std::stable_sort(response->mutable_rejects()->begin(), response->mutable_rejects()->end(),
                   [](const auto& a, const auto& b) { return a.line() < b.line(); });
  return absl::OkStatus();
}

absl::Status ListMappings(v1::ListImportMappingsResponse* response) {
  for (const Mapping& mapping : ShippedMappings()) {
    v1::ImportMapping* item = response->add_mappings();
    item->set_mapping(mapping.name);
    item->set_kind(ProtoOf(mapping.kind));
    item->set_description(mapping.description);
  }
  return absl::OkStatus();
}

}  // namespace

void HandleImport(Dispatcher& dispatcher, const Parts& parts, const casework::CaseRules& rules) {
  const std::string service = kService;
  dispatcher.Handle<v1::ImportRecordsRequest, v1::ImportRecordsResponse>(
      service + "ImportRecords",
      [parts, &rules](CallContext& context, const auto& request, auto* response) {
        return Import(parts, rules, context, request, response);
      });
  dispatcher.Handle<v1::ListImportMappingsRequest, v1::ListImportMappingsResponse>(
      service + "ListImportMappings",
      [](CallContext&, const auto&, auto* response) { return ListMappings(response); });
}

}  // namespace setara
