// Where cases stall and how they end, as tables. A figure that the server withholds, since it is
// below five or would give such a one away, says so: it never reads as 0.
#pragma once

#include <string>

#include "clients/app.h"
#include "setara/v1/case_report.pb.h"

namespace setara {

enum class CaseloadTable { kStates, kManagers, kDeadlines };

// Programs get the one table chosen; people every one that has rows.
void PrintCaseload(App& app, const v1::CaseloadReport& report, CaseloadTable table);
void PrintOutcomes(App& app, const v1::CaseOutcomeReport& report);
void PrintHistory(App& app, const v1::ListCaseloadHistoryResponse& response);

// A row a day, a column a state.
Table HistoryTable(const App& app, const v1::ListCaseloadHistoryResponse& response);

// "84,25 %", of hundredths of a percent.
std::string ShareText(TextLanguage language, int32_t hundredths);

// The state whose cases are past its deadline most often: "Paling tersendat: coba kerja, 42,50 %
// lewat tenggat."; "" when no figure is shown.
std::string BottleneckText(TextLanguage language, const v1::CaseloadReport& report);

}  // namespace setara
