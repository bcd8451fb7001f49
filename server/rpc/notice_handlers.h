// Where the parts of NoticeService register, each in a file of its own. Internal to server/rpc;
// HandleNotices (parts.h) calls them.
#pragma once

#include "server/rpc/dispatcher.h"
#include "server/rpc/notice_reach.h"

namespace setara {

inline constexpr char kNoticeService[] = "setara.v1.NoticeService.";

void HandleNoticeRuns(Dispatcher& dispatcher, const NoticeParts& parts);
void HandleNoticeSteps(Dispatcher& dispatcher, const NoticeParts& parts);
void HandleNoticeDocuments(Dispatcher& dispatcher, const NoticeParts& parts);

}  // namespace setara
