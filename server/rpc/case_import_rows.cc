#include "server/rpc/case_import_rows.h"

#include <map>

#include "matcher/domain/errors.h"
#include "server/casework/calendar.h"
#include "server/identity/accounts.h"
#include "server/store/case_sources.h"
#include "server/store/employers.h"
#include "server/store/seekers.h"

namespace setara::case_import {
namespace {

Instant InstantOf(const LocalMoment& moment, TimeZone zone) {
  return casework::StartOfDay(moment.day, zone) + std::chrono::minutes(moment.minute);
}

// Reads the rows of one case one by one; the first fault ends it.
class Reader {
 public:
  Reader(Connection& db, const std::string& branch) : db_(db), branch_(branch) {}

  absl::Status Read(const Rows& rows) {
    const ParsedRecord& first = *rows.front();
    if (!std::holds_alternative<CaseReported>(CellsOf(first).row.payload)) {
      Fault(first, "event", "the rows of a case begin with its report, and stand in one batch");
      return absl::OkStatus();
    }
    for (const ParsedRecord* record : rows) {
      absl::Status read = record == rows.front() ? ReadReport(*record) : ReadRow(*record);
      if (!read.ok() || case_.fault) return read;
    }
    return absl::OkStatus();
  }

  ReadCase Take() { return std::move(case_); }

 private:
  void Fault(const ParsedRecord& record, std::string field, std::string reason) {
    case_.fault = RowFault{record.line, std::move(field), std::move(reason)};
  }

  absl::Status ReadReport(const ParsedRecord& record) {
    const CaseImportRow& row = CellsOf(record).row;
    CaseReported report = std::get<CaseReported>(row.payload);
    zone_ = casework::ZoneOf(report.region_code);
    report.happened_at = InstantOf(row.happened, zone_);
    if (row.employer_knew) report.employer_knew_at = InstantOf(*row.employer_knew, zone_);
    if (row.first_report) report.first_report_at = InstantOf(*row.first_report, zone_);
    if (absl::Status found = FindWorker(record, row); !found.ok() || case_.fault) return found;
    absl::StatusOr<std::string> employer = EmployerId(record);
    if (!employer.ok() || case_.fault) return employer.status();
    report.employer_id = *employer;
    employer_ = *employer;
    report.seeker_id = case_.seeker_id;
    if (report.branch.empty()) report.branch = branch_;
    if (report.branch.empty()) Fault(record, "branch", "is required: whose case is it");
    branch_ = report.branch;
    if (!row.previous_source_id.empty()) {
      absl::StatusOr<std::optional<TakenOverCase>> before =
          FindTakenOverCase(db_, row.source, row.previous_source_id);
      if (!before.ok()) return before.status();
      if (!*before) {
        Fault(record, "previous_source_id", "no case was imported under this key");
        return absl::OkStatus();
      }
      report.previous_case_id = (*before)->case_id;
      case_.previous_id = report.previous_case_id;
    }
    case_.facts.push_back({report, InstantOf(row.at, zone_), ""});
    return absl::OkStatus();
  }

  absl::Status FindWorker(const ParsedRecord& record, const CaseImportRow& row) {
    const bool by_source = row.seeker_id.empty();
    case_.seeker_id = row.seeker_id;
    if (by_source) {
      absl::StatusOr<std::string> id = FindSeekerId(db_, row.seeker_source, row.seeker_source_id);
      if (!id.ok()) return id.status();
      case_.seeker_id = *id;
    }
    const char* field = by_source ? "seeker_source_id" : "seeker";
    if (case_.seeker_id.empty()) {
      Fault(record, field, "no person was imported under this key");
      return absl::OkStatus();
    }
    absl::StatusOr<Seeker> seeker = GetSeeker(db_, case_.seeker_id);
    if (absl::IsNotFound(seeker.status())) {
      Fault(record, field, "there is no such person");
      return absl::OkStatus();
    }
    if (!seeker.ok()) return seeker.status();
    case_.seeker_row = seeker->row;
    if (branch_.empty()) branch_ = seeker->branch;
    return absl::OkStatus();
  }

  // "" where the row names none.
  absl::StatusOr<std::string> EmployerId(const ParsedRecord& record) {
    const EmployerReference& employer = record.employer;
    if (!employer.id.empty()) {
      absl::StatusOr<int64_t> row = EmployerRow(db_, employer.id);
      if (absl::IsNotFound(row.status()))
        Fault(record, "employer", "there is no such employer");
      else if (!row.ok())
        return row.status();
      return employer.id;
    }
    if (employer.source_id.empty()) return std::string();
    absl::StatusOr<std::string> id = FindEmployerId(db_, employer.source, employer.source_id);
    if (id.ok() && id->empty()) {
      Fault(record, "employer_source_id", "no employer was imported under this key");
    }
    return id;
  }

  absl::Status ReadRow(const ParsedRecord& record) {
    const CaseImportRow& row = CellsOf(record).row;
    if (std::holds_alternative<CaseReported>(row.payload)) {
      Fault(record, "event", "a case has one report; a correction of it is made in the case");
      return absl::OkStatus();
    }
    NewFact fact{row.payload, InstantOf(row.at, zone_), row.reason};
    if (auto* assigned = std::get_if<CaseManagerAssigned>(&fact.payload)) {
      absl::Status found = FindManager(record, row.manager, assigned);
      if (!found.ok()) return found;
    } else if (absl::Status placed = PlaceEmployer(record, &fact.payload); !placed.ok()) {
      return placed;
    }
    case_.facts.push_back(std::move(fact));
    return absl::OkStatus();
  }

  absl::Status FindManager(const ParsedRecord& record, const std::string& name,
                           CaseManagerAssigned* assigned) {
    constexpr std::string_view kPrefix = "accounts/";
    std::optional<Account> account;
    if (name.starts_with(kPrefix)) {
      absl::StatusOr<Account> found = LoadAccount(db_, name.substr(kPrefix.size()));
      if (!found.ok() && !absl::IsNotFound(found.status())) return found.status();
      if (found.ok()) account = *std::move(found);
    } else {
      absl::StatusOr<std::optional<Account>> found = FindAccount(db_, name);
      if (!found.ok()) return found.status();
      account = *std::move(found);
    }
    if (!account || !account->active() || account->role != v1::ROLE_CASE_MANAGER) {
      Fault(record, "manager", "is no account of a case manager");
      return absl::OkStatus();
    }
    if (account->place.branch != branch_) {
      Fault(record, "manager", "is of another branch than the case");
    }
    assigned->manager = AccountName(account->id);
    return absl::OkStatus();
  }

  // Whose job it is: the one named, else at the old employer the old one.
  absl::Status PlaceEmployer(const ParsedRecord& record, CasePayload* payload) {
    absl::StatusOr<std::string> named = EmployerId(record);
    if (!named.ok()) return named.status();
    const auto place = [&](auto* fact) {
      if (fact == nullptr) return;
      fact->employer_id = named->empty() && IsAtOldEmployer(fact->rung) ? employer_ : *named;
    };
    place(std::get_if<JobAnalysed>(payload));
    place(std::get_if<TrialAgreed>(payload));
    place(std::get_if<WorkStarted>(payload));
    return absl::OkStatus();
  }

  Connection& db_;
  std::string branch_;    // of a report that names none, then of the case
  std::string employer_;  // of the accident
  TimeZone zone_ = TimeZone::kWib;
  ReadCase case_;
};

}  // namespace

absl::StatusOr<ReadCase> ReadRows(Connection& db, const Rows& rows, const std::string& branch) {
  Reader reader(db, branch);
  absl::Status read = reader.Read(rows);
  if (!read.ok()) return read;
  return reader.Take();
}

std::string ColumnOf(const std::string& field) {
  static const std::map<std::string, std::string>& columns =
      *new std::map<std::string, std::string>{{"at", "on"},
                                              {"recorded_at", "on"},
                                              {"happened_at", "happened_on"},
                                              {"seeker_id", "seeker"},
                                              {"document_id", "document"},
                                              {"doctor", "by"},
                                              {"employer_knew_at", "employer_knew_on"},
                                              {"first_report_at", "first_reported_on"},
                                              {"goals", "text"},
                                              {"course", "text"},
                                              {"reason", "text"},
                                              {"action", "text"},
                                              {"note", "text"},
                                              {"title", "text"},
                                              {"aid_id", "code"},
                                              {"cost_idr", "amount_idr"},
                                              {"expected_on", "until"},
                                              {"valid_until", "until"},
                                              {"capacities", "levels"},
                                              {"demands", "levels"},
                                              {"left_because", "reasons"},
                                              {"stage", "status"},
                                              {"disability", "status"}};
  const size_t fact = field.find('.');
  std::string rest = fact == std::string::npos ? field : field.substr(fact + 1);
  rest = rest.substr(0, rest.find_first_of("[."));
  const auto found = columns.find(rest);
  return found == columns.end() ? rest : found->second;
}

}  // namespace setara::case_import
