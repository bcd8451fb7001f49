// Cases, their logs and deadlines as messages. Pure; thread-safe.
#pragma once

#include <string>

#include "matcher/domain/case_rows.h"
#include "server/case_ledger/ledger.h"
#include "server/casework/deadlines.h"
#include "server/casework/gap_analysis.h"
#include "server/casework/moves.h"
#include "server/casework/rules.h"
#include "server/rpc/convert.h"
#include "setara/v1/case.pb.h"
#include "setara/v1/case_hand_over.pb.h"

namespace setara {

// From its row alone, as lists have it: of the report what reports count.
v1::Case ToProto(const CaseRow& row, const std::string& seeker_id);

// From its log, with what is missing and what can be done at `at`. row: as the log has it.
v1::Case ToProto(const CaseRow& row, const casework::CaseRecord& record, Instant at,
                 const casework::CaseRules& rules);

v1::CaseEvent ToProto(const std::string& case_id, const CaseEvent& event);

// With its words, urgency and basis at `now`.
v1::CaseDeadline ToProto(const std::string& case_id, const casework::Deadline& deadline,
                         Instant now, const casework::CaseRules& rules);

v1::CapacityChange ToProto(const casework::CapacityChange& change);
v1::AnalyseCaseGapsResponse ToProto(const casework::GapAnalysis& analysis, Language language);

// What was filed, without its bytes.
v1::CaseDocument ToProto(const std::string& case_id, const casework::Entry<DocumentAdded>& entry,
                         Instant recorded_at);

// case_id: "" where the reader may not know it.
v1::CaseOffer ToProto(const CaseOffer& offer, const std::string& case_id);

}  // namespace setara
