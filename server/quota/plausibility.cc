#include "server/quota/plausibility.h"

#include <algorithm>
#include <map>
#include <set>

#include "embedded/plausibility.h"
#include "matcher/domain/table.h"

namespace setara::quota {
namespace {

std::vector<PlausibilityRule> Load() {
  static const absl::StatusOr<Table>& table =
      *new absl::StatusOr<Table>(Table::Parse("plausibility.tsv", embedded::plausibility(),
                                              {"id", "severity", "basis", "text_id", "text_en"}));
  std::vector<PlausibilityRule> rules;
  if (table.ok()) {
    for (const Table::Row& row : table->rows()) {
      const Severity severity = row[1] == "error"     ? Severity::kError
                                : row[1] == "warning" ? Severity::kWarning
                                                      : Severity::kNote;
      rules.push_back({row[0], severity, row[2], row[3], row[4]});
    }
  }
  return rules;
}

std::string Filled(std::string_view text, const std::vector<std::string>& values) {
  std::string out(text);
  for (size_t i = 0; i < values.size(); ++i) {
    const std::string mark = "{" + std::to_string(i) + "}";
    const size_t at = out.find(mark);
    if (at != std::string::npos) out.replace(at, mark.size(), values[i]);
  }
  return out;
}

bool InForce(const EmploymentRecord& record, Date day) {
  return record.valid_from <= day && (!record.valid_until || *record.valid_until > day);
}

bool IsEmployment(const EmploymentRecord& record) {
  return record.relation == EmploymentRelation::kPermanent ||
         record.relation == EmploymentRelation::kFixedTerm ||
         record.relation == EmploymentRelation::kPublicService;
}

// Whether the record is one to look at: who works there on the day and is meant to count.
bool Open(const EmploymentRecord& record, Date day) {
  return InForce(record, day) && record.exclude_reason.empty() &&
         record.exclude_code == ExclusionCode::kNone;
}

Date PlusMonths(Date date, int months) {
  using namespace std::chrono;
  const year_month_day day(date);
  const year_month month = year_month(day.year(), day.month()) + std::chrono::months(months);
  const year_month_day same(month.year(), month.month(), day.day());
  return same.ok() ? Date(same) : Date(year_month_day_last(month.year(), month.month() / last));
}

class Checker {
 public:
  Checker(const RegisterFacts& facts, const PlausibilityLimits& limits)
      : facts_(facts), limits_(limits) {}

  std::vector<Finding> Run() {
    CheckEmployer();
    CheckNumbers();
    CheckReports();
    for (const EmploymentRecord& worker : facts_.workers) CheckWorker(worker);
    CheckTwice();
    for (const PersonClash& clash : facts_.persons) {
      Finding& finding = Add("PERSON_ELSEWHERE", {clash.other});
      finding.worker_source = clash.source;
      finding.worker_source_id = clash.source_id;
    }
    std::stable_sort(found_.begin(), found_.end(), [](const Finding& a, const Finding& b) {
      return a.rule < b.rule;  // rules are one array
    });
    return std::move(found_);
  }

 private:
  Finding& Add(std::string_view id, const std::vector<std::string>& values = {}) {
    Finding& finding = found_.emplace_back();
    finding.rule = FindPlausibilityRule(id);
    finding.text_id = Filled(finding.rule->text_id, values);
    finding.text_en = Filled(finding.rule->text_en, values);
    return finding;
  }

  void CheckEmployer() {
    const Employer& employer = facts_.employer;
    if (employer.kind == EmployerKind::kUnknown) Add("KIND_UNKNOWN").field = "kind";
    if (employer.seat_region_code.empty()) Add("SEAT_UNKNOWN").field = "seat_region_code";
    if (!facts_.kbli_listed) Add("KBLI_UNKNOWN").field = "kbli_code";
    if (employer.npp.empty() && employer.nib.empty() && employer.npwp.empty()) {
      Add("IDENTIFIERS_MISSING");
    }
  }

  void CheckNumbers() {
    static const std::map<std::string, std::string> kTitles = {
        {"npp", "NPP"}, {"nib", "NIB"}, {"npwp", "NPWP"}};
    for (const NumberClash& clash : facts_.numbers) {
      if (clash.site.empty()) {
        const auto title = kTitles.find(clash.field);
        Add("NUMBER_SHARED", {title == kTitles.end() ? clash.field : title->second, clash.other})
            .field = clash.field;
      } else {
        Add("SITE_NUMBER_SHARED", {clash.site, clash.other}).site = clash.site;
      }
    }
  }

  // The report that holds on the day.
  const HeadcountReport* InForceReport() const {
    const HeadcountReport* found = nullptr;
    for (const HeadcountReport& report : facts_.reports) {
      if (report.valid_from <= facts_.day) found = &report;
    }
    return found;
  }

  void CheckReports() {
    const HeadcountReport* before = nullptr;
    for (const HeadcountReport& report : facts_.reports) {
      if (before != nullptr && IsJump(before->workers, report.workers)) {
        Add("HEADCOUNT_JUMP", {std::to_string(before->workers), std::to_string(report.workers)})
            .report = report.valid_from;
      }
      before = &report;
    }
    const HeadcountReport* report = InForceReport();
    if (report == nullptr) {
      Add("HEADCOUNT_NONE");
      return;
    }
    if (PlusMonths(report->valid_from, limits_.stale_months) <= facts_.day) {
      Add("HEADCOUNT_STALE", {ToString(report->valid_from)}).report = report->valid_from;
    }
    CheckRecorded(*report);
  }

  bool IsJump(int64_t before, int64_t after) const {
    const int64_t change = before < after ? after - before : before - after;
    return change >= limits_.jump_workers && change * 100 > before * limits_.jump_percent;
  }

  void CheckRecorded(const HeadcountReport& report) {
    std::set<std::string_view> persons;
    std::set<std::string_view> counted;
    for (const EmploymentRecord& worker : facts_.workers) {
      if (!Open(worker, facts_.day) || !IsEmployment(worker)) continue;
      persons.insert(worker.person_id);
      const bool evidence = worker.evidence_from && *worker.evidence_from <= facts_.day &&
                            (!worker.evidence_until || *worker.evidence_until > facts_.day);
      if (evidence && worker.agreed_on && *worker.agreed_on <= facts_.day) {
        counted.insert(worker.person_id);
      }
    }
    const auto recorded = static_cast<int64_t>(persons.size());
    if (recorded > report.workers) {
      Add("DISABLED_ABOVE_HEADCOUNT", {std::to_string(recorded), std::to_string(report.workers)})
          .report = report.valid_from;
    }
    const std::optional<int64_t>& reported = report.workers_with_disabilities;
    if (reported && !facts_.workers.empty() && *reported != static_cast<int64_t>(counted.size())) {
      Add("REPORT_DIFFERS").report = report.valid_from;
    }
  }

  void AddWorker(std::string_view id, const EmploymentRecord& worker,
                 const std::vector<std::string>& values = {}) {
    Finding& finding = Add(id, values);
    finding.worker_source = worker.source;
    finding.worker_source_id = worker.source_id;
  }

  void CheckWorker(const EmploymentRecord& worker) {
    if (facts_.takeover_from && worker.valid_until &&
        *worker.valid_until <= *facts_.takeover_from) {
      AddWorker("LEAVER_LISTED", worker, {ToString(*worker.valid_until)});
    }
    if (!Open(worker, facts_.day)) return;
    if (!worker.site.empty() &&
        std::none_of(facts_.sites.begin(), facts_.sites.end(),
                     [&](const Site& site) { return site.code == worker.site; })) {
      AddWorker("SITE_UNKNOWN", worker, {worker.site});
    }
    if (!IsEmployment(worker)) {
      AddWorker("RELATION_NOT_COUNTED", worker);
      return;
    }
    CheckContract(worker);
    CheckEvidence(worker);
    if (!worker.agreed_on || *worker.agreed_on > facts_.day) {
      AddWorker("AGREEMENT_MISSING", worker);
    }
  }

  void CheckContract(const EmploymentRecord& worker) {
    if (worker.relation != EmploymentRelation::kFixedTerm) return;
    if (worker.contract_until && *worker.contract_until <= facts_.day && !worker.valid_until) {
      AddWorker("CONTRACT_ENDED", worker, {ToString(*worker.contract_until)});
    }
    const Date end = worker.contract_until.value_or(facts_.day);
    if (PlusMonths(worker.valid_from, 12 * limits_.contract_years) < end) {
      AddWorker("CONTRACT_OVER_FIVE_YEARS", worker);
    }
  }

  void CheckEvidence(const EmploymentRecord& worker) {
    if (!worker.evidence_from || *worker.evidence_from > facts_.day) {
      AddWorker("EVIDENCE_MISSING", worker);
      return;
    }
    if (worker.evidence_until) {
      const Date soon = facts_.day + std::chrono::days(limits_.evidence_soon_days);
      if (*worker.evidence_until <= facts_.day) {
        AddWorker("EVIDENCE_EXPIRED", worker, {ToString(*worker.evidence_until)});
      } else if (*worker.evidence_until <= soon) {
        AddWorker("EVIDENCE_EXPIRES_SOON", worker, {ToString(*worker.evidence_until)});
      }
    }
    if (worker.evidence_kind == EvidenceKind::kUnknown || worker.evidence_issuer.empty() ||
        !worker.evidence_issued_on) {
      AddWorker("EVIDENCE_UNDESCRIBED", worker);
    }
  }

  // Every record of a person but the first.
  void CheckTwice() {
    std::set<std::string_view> seen;
    for (const EmploymentRecord& worker : facts_.workers) {
      if (!Open(worker, facts_.day) || !IsEmployment(worker)) continue;
      if (!seen.insert(worker.person_id).second) AddWorker("PERSON_TWICE", worker);
    }
  }

  const RegisterFacts& facts_;
  const PlausibilityLimits& limits_;
  std::vector<Finding> found_;
};

}  // namespace

std::span<const PlausibilityRule> PlausibilityRules() {
  static const std::vector<PlausibilityRule>& rules = *new std::vector<PlausibilityRule>(Load());
  return rules;
}

const PlausibilityRule* FindPlausibilityRule(std::string_view id) {
  for (const PlausibilityRule& rule : PlausibilityRules()) {
    if (rule.id == id) return &rule;
  }
  return nullptr;
}

std::vector<Finding> CheckPlausibility(const RegisterFacts& facts,
                                       const PlausibilityLimits& limits) {
  return Checker(facts, limits).Run();
}

}  // namespace setara::quota
