#include "server/rpc/case_summary_handler.h"

#include <algorithm>

#include "server/case_ledger/ledger.h"
#include "server/case_summary/summary.h"
#include "server/casework/calendar.h"
#include "server/document/plain_text.h"
#include "server/identity/accounts.h"
#include "server/keys/sodium.h"
#include "server/pdf/pdf.h"
#include "server/rpc/case_handlers.h"
#include "server/rpc/convert.h"
#include "server/store/employers.h"
#include "server/store/seekers.h"
#include "setara/v1/case.pb.h"

namespace setara {
namespace {

using casework::CaseRecord;
using casework::summary::SummaryFacts;

// So wide that no sentence is broken: who listens hears each as one.
constexpr size_t kALineEach = 100'000;

// "" where there is none, or none any more.
absl::StatusOr<std::string> EmployerName(Connection& db, const std::string& id) {
  if (id.empty()) return id;
  absl::StatusOr<Employer> employer = GetEmployer(db, id);
  if (absl::IsNotFound(employer.status())) return std::string();
  if (!employer.ok()) return employer.status();
  return employer->name;
}

absl::StatusOr<std::string> ManagerName(Connection& db, const std::string& manager) {
  constexpr std::string_view kPrefix = "accounts/";
  if (!manager.starts_with(kPrefix)) return std::string();
  absl::StatusOr<Account> account = LoadAccount(db, manager.substr(kPrefix.size()));
  if (absl::IsNotFound(account.status())) return std::string();
  if (!account.ok()) return account.status();
  return account->display_name;
}

// A name of each, from ids.
absl::StatusOr<SummaryFacts> FactsOf(Connection& db, const LoadedCase& of) {
  const CaseRecord& record = of.record;
  SummaryFacts facts{.case_name = "cases/" + of.row.id, .branch = of.row.branch};
  absl::StatusOr<Seeker> worker = GetSeeker(db, record.Report().seeker_id);
  if (!worker.ok()) return worker.status();
  facts.worker = worker->identity.full_name;
  const auto* trial = record.Latest<TrialAgreed>();
  const auto* work = record.Latest<WorkStarted>();
  const std::pair<std::string*, std::string> employers[] = {
      {&facts.employer, record.Report().employer_id},
      {&facts.trial_employer, trial == nullptr ? "" : trial->fact.employer_id},
      {&facts.work_employer, work == nullptr ? "" : work->fact.employer_id}};
  for (const auto& [name, id] : employers) {
    absl::StatusOr<std::string> found = EmployerName(db, id);
    if (!found.ok()) return found.status();
    *name = *std::move(found);
  }
  absl::StatusOr<std::string> manager = ManagerName(db, of.row.manager);
  if (!manager.ok()) return manager.status();
  facts.manager = *std::move(manager);
  return facts;
}

absl::Status Summarize(Store& store, const casework::CaseRules& rules, const CallContext& context,
                       const v1::GetCaseSummaryRequest& request, v1::CaseSummary* response) {
  absl::StatusOr<std::string> id = ParseName(request.name(), "cases", "name");
  if (!id.ok()) return id.status();
  Document document;
  absl::Status status = store.Read([&](Connection& db) -> absl::Status {
    absl::StatusOr<LoadedCase> loaded = LoadReached(db, *id);
    if (!loaded.ok()) return loaded.status();
    absl::StatusOr<SummaryFacts> facts = FactsOf(db, *loaded);
    if (!facts.ok()) return facts.status();
    const Instant now = std::max(context.now, loaded->record.last_recorded_at);
    const Date day =
        casework::LocalDate(now, casework::ZoneOf(loaded->record.Report().region_code));
    document = casework::summary::Summary(loaded->record, *facts, day, rules);
    return absl::OkStatus();
  });
  if (!status.ok()) return status;
  absl::StatusOr<std::string> pdf = PrintPdf(document);
  if (!pdf.ok()) return pdf.status();
  response->set_case_name(request.name());
  response->set_text(PlainText(document, kALineEach));
  response->set_sha256(Sha256Hex(*pdf));
  response->set_pdf(*std::move(pdf));
  return absl::OkStatus();
}

}  // namespace

void HandleCaseSummary(Dispatcher& dispatcher, Store& store, const casework::CaseRules& rules) {
  dispatcher.Handle<v1::GetCaseSummaryRequest, v1::CaseSummary>(
      "setara.v1.CaseService.GetCaseSummary",
      [&store, &rules](CallContext& context, const auto& request, auto* out) {
        return Summarize(store, rules, context, request, out);
      });
}

}  // namespace setara
