#include "clients/register_findings.h"

#include <algorithm>
#include <vector>

#include "clients/words.h"

namespace setara {
namespace {

// "npp", "pekerja W12", "lokasi K2", "laporan 2025-01-01".
std::string SubjectOf(const App& app, const v1::RegisterFinding& finding) {
  if (!finding.worker_source_id().empty()) {
    return app.Say("pekerja ", "worker ") + finding.worker_source_id();
  }
  if (!finding.site().empty()) return app.Say("lokasi ", "site ") + finding.site();
  if (finding.has_report_from()) {
    return app.Say("laporan ", "report ") + DayText(finding.report_from());
  }
  return finding.field();
}

}  // namespace

std::string FindingText(const App& app, const v1::RegisterFinding& finding) {
  return Label(app.settings.language, finding.severity()) + ": " +
         app.Say(finding.text_id(), finding.text_en());
}

void PrintFindings(App& app, const v1::CheckRegisterResponse& response) {
  std::vector<const v1::RegisterFinding*> findings;
  for (const v1::RegisterFinding& finding : response.findings()) findings.push_back(&finding);
  std::stable_sort(findings.begin(), findings.end(),
                   [](const auto* a, const auto* b) { return a->severity() > b->severity(); });
  Table table({{"employer", "ID", false, true},
               {"employer_display_name", app.Say("Pemberi kerja", "Employer")},
               {"severity", app.Say("Bobot", "Severity"), false, true},
               {"rule", app.Say("Aturan", "Rule"), false, true},
               {"subject", app.Say("Tentang", "About"), false, true},
               {"text", app.Say("Temuan", "Finding")},
               {"basis", app.Say("Dasar", "Basis")}});
  for (const v1::RegisterFinding* finding : findings) {
    table.Add({finding->employer(), finding->employer_display_name(),
               Cell(Label(app.settings.language, finding->severity()),
                    v1::RegisterSeverity_Name(finding->severity())),
               finding->rule(), SubjectOf(app, *finding),
               app.Say(finding->text_id(), finding->text_en()), finding->basis()});
  }
  app.PrintAnswer(response, table);
}

}  // namespace setara
