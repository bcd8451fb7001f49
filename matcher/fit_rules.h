// The part of the vocabulary that decides fit, in the form the rules read it: which work-phase
// accommodation raises which function how far, and which ones help in a work context. Built once
// from the vocabulary; tests may build their own. Immutable after that: thread-safe.
//
// How a bridge counts (our reading of design.md section 4). A bridge (accommodation a, function f,
// level n) raises a person's f to n when
//   - a is of the work phase (recruitment and graded return never close a gap of the job),
//   - the person does not refuse a,
//   - it needs no mode, or the person has one of those it needs, or was not asked (a question),
//   - every least capacity it builds on is reached or was not asked (a question),
//   - and the preferred mode comes first: as soon as some bridge of f in this catalogue needs a
//   mode
//     that the person prefers, the bridges of f that need modes, none of them preferred, do not
//     count. Chat never replaces BISINDO for someone who asked for BISINDO, whatever stance they
//     gave to chat.
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "matcher/domain/codes.h"
#include "matcher/facts.h"

namespace setara {

// Swapping marginal tasks (A25): closes marginal demands only, never a gap.
inline constexpr AccommodationId kSwapMarginalTasks{24};
// Remote work (A28): an opening that is remote offers it; a hybrid one does not by that alone.
inline constexpr AccommodationId kRemoteWork{27};

struct FitBridge {
  AccommodationId accommodation;
  int raises_to = 0;     // 1-4
  ModeSet modes;         // one of them is needed; empty: none
  Levels least;          // least capacities it builds on
  FunctionSet least_of;  // the functions that `least` speaks of
};

class FitRules {
 public:
  // work_phase: the accommodations that count for the job itself.
  // question_only: functions asked as "what helps?", which never lead to TO_DISCUSS.
  FitRules(AccommodationSet work_phase, FunctionSet question_only)
      : work_phase_(work_phase), question_only_(question_only) {}

  // Leaves out what never closes a gap: other phases, and A25.
  void AddBridge(FunctionId function, const FitBridge& bridge);
  // The accommodations that help a person who does not tolerate `context`; only those of the work
  // phase are kept.
  void SetClosers(ContextId context, AccommodationSet closers);
  void SetReachClosers(AccommodationSet closers) { reach_closers_ = closers & work_phase_; }

  AccommodationSet work_phase() const { return work_phase_; }
  FunctionSet question_only() const { return question_only_; }
  // The accommodations that bring a place out of reach within reach (A28, A50).
  AccommodationSet reach_closers() const { return reach_closers_; }
  // Highest `raises_to` first.
  const std::vector<FitBridge>& bridges(FunctionId f) const { return bridges_[f.index()]; }
  // Every mode that some bridge of `f` needs.
  ModeSet modes(FunctionId f) const { return modes_[f.index()]; }
  AccommodationSet closers(ContextId c) const { return closers_[c.index()]; }

 private:
  AccommodationSet work_phase_;
  FunctionSet question_only_;
  AccommodationSet reach_closers_;
  std::array<std::vector<FitBridge>, FunctionId::kCount> bridges_;
  std::array<ModeSet, FunctionId::kCount> modes_;
  std::array<AccommodationSet, ContextId::kCount> closers_;
};

// The rules of the shipped vocabulary, built at the first call; lives as long as the process.
const FitRules& DefaultFitRules();

// Whether the bridge counts for the person, by the five conditions above.
bool Counts(const FitRules& rules, const SeekerFacts& seeker, FunctionId f,
            const FitBridge& bridge);

// The accommodations that raise the person's `f` to at least `level` (1-4), offered or not.
AccommodationSet ClosersOf(const FitRules& rules, const SeekerFacts& seeker, FunctionId f,
                           int level);

// The accommodations with which the person works in `context`, offered or not: for a "no" those of
// the catalogue, for a "limited" the one they named; refused ones and other phases never count.
AccommodationSet ClosersOf(const FitRules& rules, const SeekerFacts& seeker, ContextId context);

}  // namespace setara
