// The greatest value that a column or key of each enum of a case may hold. Private to server/store.
#pragma once

#include "matcher/domain/case.h"
#include "matcher/domain/case_rows.h"

namespace setara {

constexpr CaseState LastOf(CaseState) { return CaseState::kPaused; }
constexpr CaseTrigger LastOf(CaseTrigger) { return CaseTrigger::kResume; }
constexpr CaseOutcome LastOf(CaseOutcome) { return CaseOutcome::kLost; }
constexpr Rung LastOf(Rung) { return Rung::kSelfEmployment; }
constexpr InjuryKind LastOf(InjuryKind) { return InjuryKind::kDisease; }
constexpr CaseDocument LastOf(CaseDocument) { return CaseDocument::kOther; }
constexpr CaseParty LastOf(CaseParty) { return CaseParty::kInspector; }
constexpr ConsentStatus LastOf(ConsentStatus) { return ConsentStatus::kWithdrawn; }
constexpr DisabilityFinding LastOf(DisabilityFinding) { return DisabilityFinding::kPredicted; }
constexpr OfferKind LastOf(OfferKind) { return OfferKind::kTransfer; }
constexpr ServiceKind LastOf(ServiceKind) { return ServiceKind::kOther; }
constexpr AidStage LastOf(AidStage) { return AidStage::kRepaired; }
constexpr CaseOfferState LastOf(CaseOfferState) { return CaseOfferState::kRejected; }

}  // namespace setara
