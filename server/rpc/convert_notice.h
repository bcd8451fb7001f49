// Between the contract's messages and the domain's records: notices. Reading names the field of
// each mistake; writing cannot fail. Pure; thread-safe.
#pragma once

#include <string>

#include "matcher/domain/notice.h"
#include "server/rpc/convert.h"
#include "setara/v1/notice.pb.h"

namespace setara {

// `employer`: "employers/{id}". Without events and documents.
v1::Notice ToProto(const Notice& notice, const std::string& employer);
v1::NoticeEvent ToProto(const NoticeEvent& event);
// Without bytes.
v1::NoticeDocument ToProto(const NoticeDocument& document, const std::string& employer);
// `employer`: of the selection, "" none.
v1::NoticeRun ToProto(const NoticeRun& run, const std::string& employer);

// Without region and employer, which depend on the caller. Fields are named below "run.selection.".
NoticeSelection FromProto(const v1::NoticeSelection& selection, FieldErrors& errors);
NoticeSigner FromProto(const v1::NoticeSigner& signer, FieldErrors& errors);

// The day, or absent; an error for one that does not exist.
std::optional<Date> OptionalDay(bool given, const v1::Date& day, const std::string& field,
                                FieldErrors& errors);
// An error for text that is longer than `limit` bytes.
void CheckLength(const std::string& text, size_t limit, const std::string& field,
                 FieldErrors& errors);

}  // namespace setara
