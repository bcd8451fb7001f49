// Notices, runs and their history as people read them.
#pragma once

#include "clients/app.h"
#include "setara/v1/notice.pb.h"

namespace setara {

void PrintNotices(App& app, const v1::ListNoticesResponse& response);
// With history and documents.
void PrintNotice(App& app, const v1::Notice& notice);
void PrintRuns(App& app, const v1::ListNoticeRunsResponse& response);
// What a run did, or under --dry-run would do, with its sample letter.
void PrintRun(App& app, const v1::NoticeRun& run);
// One line: where the notice stands after a step.
void PrintStep(App& app, const v1::Notice& notice);

}  // namespace setara
