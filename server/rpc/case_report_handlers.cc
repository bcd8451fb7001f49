#include "server/rpc/case_report_handlers.h"

#include <algorithm>
#include <set>

#include "matcher/domain/errors.h"
#include "matcher/reference/regions.h"
#include "server/access/method_rules.h"
#include "server/case_ledger/report_counts.h"
#include "server/casework/words.h"
#include "server/identity/accounts.h"
#include "server/rpc/case_report_view.h"
#include "server/rpc/convert.h"
#include "server/rpc/field_errors.h"
#include "server/rpc/narrow.h"
#include "server/store/employers.h"
#include "setara/v1/case_report.pb.h"

namespace setara {
namespace {

using casework::CaseFigures;
using casework::CaseRules;
using casework::RateKey;

constexpr char kService[] = "setara.v1.CaseReportService.";
constexpr size_t kMaxPoints = 1000;

// What the caller asks about and how they see it.
struct Asked {
  CaseFilter filter{};
  ReportReader reader = ReportReader::kAnyone;
};

// The code as records have it; "" for the whole country.
absl::StatusOr<std::string> ReadRegion(const std::string& code) {
  if (code.empty()) return code;
  absl::StatusOr<const Region*> region = Regions::Get().Find(code);
  if (!region.ok()) return region.status();
  const std::string found((*region)->code);
  return found == Regions::kCountryCode ? std::string() : found;
}

absl::StatusOr<Asked> Narrow(const CallContext& context, const std::string& branch,
                             const std::string& region) {
  FieldErrors errors;
  if (!IsBranchCode(branch)) errors.Add("branch", "is no code of a branch");
  absl::StatusOr<std::string> inside = ReadRegion(region);
  errors.Add("region_code", inside.status());
  if (!errors.empty()) return errors.ToStatus();
  absl::StatusOr<std::optional<std::string>> own = BranchInScope(context);
  if (!own.ok()) return own.status();
  Asked asked;
  asked.filter.region_code = *inside;
  if (!branch.empty()) asked.filter.branch = branch;
  if (*own) {
    if (!branch.empty() && branch != **own) {
      return WithMetadata(
          WithReason(absl::PermissionDeniedError("branch: is not yours"), "ACCESS_DENIED"), "field",
          "branch");
    }
    asked.filter.branch = *own;
    asked.reader = ReportReader::kOwnSupervisor;
  }
  return asked;
}

// The names of the managers' accounts; one that is gone has none.
absl::Status NameManagers(Connection& db, v1::CaseloadReport* report) {
  constexpr std::string_view kPrefix = "accounts/";
  for (v1::ManagerCaseload& load : *report->mutable_managers()) {
    if (!load.manager().starts_with(kPrefix)) continue;
    absl::StatusOr<Account> account = LoadAccount(db, load.manager().substr(kPrefix.size()));
    if (absl::IsNotFound(account.status())) continue;
    if (!account.ok()) return account.status();
    load.set_display_name(account->display_name);
  }
  return absl::OkStatus();
}

absl::Status SummarizeCaseload(Store& store, const CaseRules& rules, const CallContext& context,
                               const v1::SummarizeCaseloadRequest& request,
                               v1::CaseloadReport* response) {
  absl::StatusOr<Asked> asked = Narrow(context, request.branch(), request.region_code());
  if (!asked.ok()) return asked.status();
  return store.Read([&](Connection& db) -> absl::Status {
    response->Clear();
    absl::StatusOr<casework::CaseloadCounts> counts =
        CountCaseload(db, asked->filter, context.now, rules);
    if (!counts.ok()) return counts.status();
    FillCaseload(*counts, asked->reader, rules, response);
    *response->mutable_as_of() = ToProto(JakartaDate(context.now));
    return NameManagers(db, response);
  });
}

// The groups of a key, in the order that people read: by key, those of no key of their own last.
std::vector<OutcomeGroup> GroupsOf(std::vector<CaseFigures>& figures, RateKey key, bool fold) {
  casework::MakeKeys(figures, key, fold);
  const std::vector<casework::KeyedRates> rates = casework::CountSuccessBy(figures, key);
  const std::vector<casework::KeyedTime> times = casework::TimeToReturnBy(figures, key);
  std::vector<OutcomeGroup> groups;
  for (size_t i = 0; i < rates.size(); ++i) {
    std::string name = rates[i].key == "NONE" ? casework::kNoKey : rates[i].key;
    groups.push_back({std::move(name), rates[i].rates, times[i].time});
  }
  const auto is_last = [](const OutcomeGroup& group) {
    return group.key == casework::kNoKey || group.key == casework::kOtherKeys;
  };
  std::stable_partition(groups.begin(), groups.end(),
                        [&](const OutcomeGroup& group) { return !is_last(group); });
  return groups;
}

// Rungs and injuries exist whether or not somebody has them: a row that is missing would tell.
void AddMissingKeys(RateKey key, std::vector<OutcomeGroup>& groups) {
  std::vector<std::string> all;
  if (key == RateKey::kInjury) all = {"KK", "PAK"};
  if (key == RateKey::kRung) all = {"L1", "L2", "L3", "L4", "L5"};
  std::vector<OutcomeGroup> rows;
  for (const std::string& name : all) {
    const auto found = std::find_if(groups.begin(), groups.end(),
                                    [&](const OutcomeGroup& group) { return group.key == name; });
    rows.push_back(found == groups.end() ? OutcomeGroup{name, {}, {}} : std::move(*found));
    if (found != groups.end()) groups.erase(found);
  }
  groups.insert(groups.begin(), std::make_move_iterator(rows.begin()),
                std::make_move_iterator(rows.end()));
}

struct Label {
  std::string indonesian{}, english{};
};

absl::StatusOr<Label> LabelOf(Connection& db, RateKey key, const std::string& name) {
  if (name == casework::kNoKey) return Label{"Tidak diketahui atau tidak ada", "Unknown or none"};
  if (name == casework::kOtherKeys) return Label{"Lainnya", "Others"};
  switch (key) {
    case RateKey::kRegion: {
      const absl::StatusOr<const Region*> region = Regions::Get().Find(name);
      const std::string text(region.ok() ? std::string((*region)->name) : name);
      return Label{text, text};
    }
    case RateKey::kBranch:
      return Label{name, name};
    case RateKey::kInjury:
      if (name == "PAK") return Label{"Penyakit akibat kerja", "Occupational disease"};
      return Label{"Kecelakaan kerja", "Work accident"};
    case RateKey::kRung: {
      absl::StatusOr<Rung> rung = casework::ParseRung(name);
      if (!rung.ok()) return rung.status();
      return Label{std::string(casework::LabelOf(*rung, Language::kIndonesian)),
                   std::string(casework::LabelOf(*rung, Language::kEnglish))};
    }
    case RateKey::kEmployer: {
      absl::StatusOr<Employer> employer = GetEmployer(db, name);
      if (absl::IsNotFound(employer.status())) return Label{name, name};
      if (!employer.ok()) return employer.status();
      return Label{employer->name, employer->name};
    }
  }
  return Label{name, name};
}

absl::Status NameRows(Connection& db, RateKey key, v1::CaseOutcomeReport* report) {
  for (v1::CaseOutcomeRow& row : *report->mutable_rows()) {
    absl::StatusOr<Label> label = LabelOf(db, key, row.key());
    if (!label.ok()) return label.status();
    row.mutable_label()->set_indonesian(label->indonesian);
    row.mutable_label()->set_english(label->english);
    const bool named = row.key() != casework::kNoKey && row.key() != casework::kOtherKeys;
    if (key == RateKey::kEmployer && named) row.set_key("employers/" + row.key());
  }
  return absl::OkStatus();
}

struct Period {
  std::optional<Date> from{}, until{};
};

absl::StatusOr<Period> ReadPeriod(const v1::SummarizeCaseOutcomesRequest& request) {
  FieldErrors errors;
  Period period;
  if (request.has_from()) period.from = FromProto(request.from(), "from", errors);
  if (request.has_until()) period.until = FromProto(request.until(), "until", errors);
  if (period.from && period.until && *period.until <= *period.from) {
    errors.Add("until", "must lie after from");
  }
  if (!errors.empty()) return errors.ToStatus();
  return period;
}

absl::Status SummarizeOutcomes(Store& store, const CallContext& context,
                               const v1::SummarizeCaseOutcomesRequest& request,
                               v1::CaseOutcomeReport* response) {
  absl::StatusOr<Period> period = ReadPeriod(request);
  if (!period.ok()) return period.status();
  absl::StatusOr<Asked> asked = Narrow(context, request.branch(), request.region_code());
  if (!asked.ok()) return asked.status();
  return store.Read([&](Connection& db) -> absl::Status {
    response->Clear();
    absl::StatusOr<std::vector<CaseFigures>> figures =
        FiguresOfPeriod(db, asked->filter, period->from, period->until);
    if (!figures.ok()) return figures.status();
    const OutcomeGroup total{"", casework::CountSuccess(*figures),
                             casework::TimeToReturnOf(*figures)};
    if (request.by() == v1::CASE_OUTCOME_KEY_UNSPECIFIED) {
      FillOutcomes(total, {}, asked->reader, response);
      return absl::OkStatus();
    }
    const auto key = static_cast<RateKey>(request.by());
    std::vector<OutcomeGroup> groups =
        GroupsOf(*figures, key, asked->reader != ReportReader::kOwnSupervisor);
    AddMissingKeys(key, groups);
    FillOutcomes(total, groups, asked->reader, response);
    return NameRows(db, key, response);
  });
}

absl::StatusOr<std::vector<Date>> ReadDays(const v1::ListCaseloadHistoryRequest& request) {
  FieldErrors errors;
  std::optional<Date> from, until;
  if (!request.has_from()) errors.Add("from", "is required");
  if (!request.has_until()) errors.Add("until", "is required");
  if (request.has_from()) from = FromProto(request.from(), "from", errors);
  if (request.has_until()) until = FromProto(request.until(), "until", errors);
  if (from && until && *until <= *from) errors.Add("until", "must lie after from");
  if (!errors.empty()) return errors.ToStatus();
  casework::HistoryStep step = casework::HistoryStep::kWeek;
  if (request.step() == v1::HISTORY_STEP_DAY) step = casework::HistoryStep::kDay;
  if (request.step() == v1::HISTORY_STEP_MONTH) step = casework::HistoryStep::kMonth;
  // At most 400,000 days, whatever years were asked for.
  std::vector<Date> days = casework::HistoryDays(*from, *until, step);
  if (days.size() > kMaxPoints) return InvalidField("until", "more than 1,000 points");
  return days;
}

absl::Status ListHistory(Store& store, const CallContext& context,
                         const v1::ListCaseloadHistoryRequest& request,
                         v1::ListCaseloadHistoryResponse* response) {
  absl::StatusOr<std::vector<Date>> days = ReadDays(request);
  if (!days.ok()) return days.status();
  absl::StatusOr<Asked> asked = Narrow(context, request.branch(), request.region_code());
  if (!asked.ok()) return asked.status();
  return store.Read([&](Connection& db) -> absl::Status {
    response->Clear();
    absl::StatusOr<std::vector<casework::Caseload>> points = CountHistory(db, asked->filter, *days);
    if (!points.ok()) return points.status();
    FillHistory(*points, asked->reader, response);
    return absl::OkStatus();
  });
}

}  // namespace

void HandleCaseReports(Dispatcher& dispatcher, Store& store, const CaseRules& rules) {
  const std::string service = kService;
  dispatcher.Handle<v1::SummarizeCaseloadRequest, v1::CaseloadReport>(
      service + "SummarizeCaseload",
      [&store, &rules](CallContext& context, const auto& request, auto* out) {
        return SummarizeCaseload(store, rules, context, request, out);
      });
  dispatcher.Handle<v1::SummarizeCaseOutcomesRequest, v1::CaseOutcomeReport>(
      service + "SummarizeCaseOutcomes",
      [&store](CallContext& context, const auto& request, auto* out) {
        return SummarizeOutcomes(store, context, request, out);
      });
  dispatcher.Handle<v1::ListCaseloadHistoryRequest, v1::ListCaseloadHistoryResponse>(
      service + "ListCaseloadHistory",
      [&store](CallContext& context, const auto& request, auto* out) {
        return ListHistory(store, context, request, out);
      });
}

}  // namespace setara
