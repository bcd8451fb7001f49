#include "server/rpc/register_check.h"

#include "matcher/reference/kbli.h"
#include "server/rpc/convert.h"
#include "server/store/employment.h"
#include "server/store/headcounts.h"
#include "server/store/register_lists.h"
#include "server/store/sites.h"

namespace setara {
namespace {

// "employers/ID", with the site where it is one's.
std::string Other(const std::string& employer_id, const std::string& site) {
  return "employers/" + employer_id + (site.empty() ? "" : ", " + site);
}

absl::Status AddClashes(Connection& db, const Employer& employer, Date day,
                        quota::RegisterFacts* facts) {
  absl::StatusOr<std::vector<SharedNumber>> numbers = SharedNumbers(db, employer);
  if (!numbers.ok()) return numbers.status();
  for (const SharedNumber& shared : *numbers) {
    facts->numbers.push_back(
        {shared.field, shared.site, Other(shared.employer_id, shared.other_site)});
  }
  if (facts->workers.empty()) return absl::OkStatus();
  absl::StatusOr<std::vector<PersonElsewhere>> persons = PersonsElsewhere(db, employer.id, day);
  if (!persons.ok()) return persons.status();
  for (const PersonElsewhere& person : *persons) {
    facts->persons.push_back({person.source, person.source_id, Other(person.employer_id, "")});
  }
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<quota::RegisterFacts> LoadRegisterFacts(Connection& db, const Employer& employer,
                                                       Date day,
                                                       std::optional<Date> takeover_from) {
  constexpr Instant kNow = Instant::max();
  quota::RegisterFacts facts;
  facts.day = day;
  facts.takeover_from = takeover_from;
  facts.employer = employer;
  facts.kbli_listed = MayBeKbliCode(employer.kbli_edition, employer.kbli_code);
  absl::StatusOr<std::vector<KnownHeadcount>> reports = ListHeadcounts(db, employer.id, kNow);
  if (!reports.ok()) return reports.status();
  for (KnownHeadcount& known : *reports) facts.reports.push_back(std::move(known.report));
  absl::StatusOr<std::vector<KnownEmployment>> workers = ListEmployment(db, employer.id, kNow);
  if (!workers.ok()) return workers.status();
  for (KnownEmployment& known : *workers) facts.workers.push_back(std::move(known.record));
  absl::StatusOr<std::vector<Site>> sites = ListSites(db, employer.id, kNow);
  if (!sites.ok()) return sites.status();
  facts.sites = *std::move(sites);
  absl::Status clashes = AddClashes(db, employer, day, &facts);
  if (!clashes.ok()) return clashes;
  return facts;
}

v1::RegisterFinding ToProto(const quota::Finding& finding, const Employer& employer) {
  v1::RegisterFinding out;
  out.set_employer("employers/" + employer.id);
  out.set_employer_display_name(employer.name);
  out.set_rule(std::string(finding.rule->id));
  out.set_severity(static_cast<v1::RegisterSeverity>(finding.rule->severity));
  out.set_field(finding.field);
  out.set_worker_source(finding.worker_source);
  out.set_worker_source_id(finding.worker_source_id);
  out.set_site(finding.site);
  if (finding.report) *out.mutable_report_from() = ToProto(*finding.report);
  out.set_text_id(finding.text_id);
  out.set_text_en(finding.text_en);
  out.set_basis(std::string(finding.rule->basis));
  return out;
}

}  // namespace setara
