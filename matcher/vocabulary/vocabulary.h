// The vocabulary that matching speaks: what each function, work context, accommodation, mode and
// skill is called, which accommodation raises which function how far, what an occupation takes by
// default, and which words are equal in a search. All of it is data (data/*.tsv, embedded in the
// binary), versioned as a whole, since a stored match is explained by the vocabulary it was made
// with.
//
// Texts are views into the embedded tables and live as long as the process. An immutable value:
// thread-safe.
#pragma once

#include <absl/status/statusor.h>

#include <array>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "matcher/domain/codes.h"
#include "matcher/domain/language.h"
#include "matcher/vocabulary/skills.h"
#include "matcher/vocabulary/synonyms.h"
#include "matcher/vocabulary/text.h"

namespace setara {

struct FunctionInfo {
  FunctionId id;
  Text label;
  Text help;           // one sentence that names the outcome, never the manner
  Text gap;            // inside a sentence: "following speech"
  bool question_only;  // asked as "what helps?", never bars anyone (our default)
};

struct ContextInfo {
  ContextId id;
  Text label;
};

struct ModeInfo {
  ModeId id;
  Text label;
};

enum class Phase {
  kWork,         // may close gaps of the job
  kRecruitment,  // the selection only, never a gap of the job
  kReturn,       // graded return after an injury, never a gap of a job
};

struct AccommodationInfo {
  AccommodationId id;
  Text label;
  Text phrase;  // inside a sentence: "live captions"
  Phase phase;
  std::string_view basis;    // "UU 8/2016 art. 50"
  std::string_view example;  // the example of arts. 47-48 that names it: "art. 48 c"; or empty
  bool necessity;            // bridges no function; a person who needs it needs it
  bool evacuation_only;      // safety in an evacuation; bridges no function
  bool closes_reach;         // brings a place out of reach within reach
  bool marginal_only;        // closes gaps of demands that are not essential, no others
  ContextSet closes;         // work contexts it makes bearable

  // "UU 8/2016 art. 50; contoh: art. 48 c".
  std::string LegalBasis(Language language) const;
};

// The person's own capacity for `function` must be at least `level` (1-4).
struct CapacityCondition {
  FunctionId function;
  int level;
};

// One accommodation raises one function. It helps a person who meets every condition of
// `needs_capacity` and has any mode of `needs_modes` (an empty set asks for none).
struct Bridge {
  AccommodationId accommodation;
  FunctionId function;
  int raises_to;  // 1-4, whatever the capacity was; never lowers one
  std::vector<CapacityCondition> needs_capacity;
  ModeSet needs_modes;
  std::string_view reason_id;
  std::string_view reason_en;

  std::string_view reason(Language language) const {
    return language == Language::kIndonesian ? reason_id : reason_en;
  }
};

// What work of an occupation takes where nobody has said more: always ASSUMED, never CONFIRMED.
struct DefaultDemand {
  FunctionId function;
  int level;                    // 1-4
  bool essential;               // never on a question-only function
  std::string_view occupation;  // the ISCO-08 prefix that it was written for, 1-4 digits
  std::string_view reason_id;
  std::string_view reason_en;

  std::string_view reason(Language language) const {
    return language == Language::kIndonesian ? reason_id : reason_en;
  }
};

// The texts of the tables, data/<name>.tsv. They must outlive the Vocabulary made of them.
struct VocabularySources {
  std::string_view functions;
  std::string_view contexts;
  std::string_view modes;
  std::string_view accommodations;
  std::string_view bridges;
  std::string_view default_demands;
  std::string_view default_contexts;
  std::string_view skills;
  std::string_view synonyms;

  // Those that are embedded in this binary.
  static VocabularySources Embedded();
};

class Vocabulary {
 public:
  // The embedded vocabulary, parsed at first use. Aborts with the parse error when our own data is
  // wrong: no answer may be given from half a vocabulary.
  static const Vocabulary& Get();

  // InvalidArgument with file and line ("bridges.tsv:42: ...") for an unknown or repeated code, a
  // level out of range, an empty text, an essential default on a question-only function; with the
  // file for a code that is missing.
  static absl::StatusOr<Vocabulary> Parse(const VocabularySources& sources);

  // Year and revision of the tables as a whole; changes with every change of them.
  static constexpr std::string_view version() { return "2026.1"; }

  const FunctionInfo& function(FunctionId id) const { return functions_[id.index()]; }
  const ContextInfo& context(ContextId id) const { return contexts_[id.index()]; }
  const ModeInfo& mode(ModeId id) const { return modes_[id.index()]; }
  const AccommodationInfo& accommodation(AccommodationId id) const {
    return accommodations_[id.index()];
  }

  // Every bridge, of all phases, by accommodation and then function.
  std::span<const Bridge> bridges() const { return bridges_; }
  // The bridges that raise `id`, by accommodation. All phases: mask with WorkPhase().
  std::span<const Bridge> BridgesTo(FunctionId id) const { return bridges_to_[id.index()]; }
  // What `id` raises, by function. Empty for necessities and the like.
  std::span<const Bridge> BridgesOf(AccommodationId id) const;

  // The accommodations that may close a gap of a job.
  AccommodationSet WorkPhase() const { return work_phase_; }
  // The work-phase accommodations that make `id` bearable.
  AccommodationSet ClosersOf(ContextId id) const { return closers_[id.index()]; }
  // F21-F25 and F30-F32.
  FunctionSet QuestionOnly() const { return question_only_; }

  // The default demands of an ISCO-08 group, by function. occupation: 1-4 digits. Per function the
  // finest prefix counts: four digits, else three, two, one. Empty for a group without defaults
  // and for anything that is not such a code (whether a code exists is for the occupation table).
  std::vector<DefaultDemand> DefaultDemands(std::string_view occupation) const;

  // The work contexts of the finest prefix of `occupation` that names any; else empty.
  ContextSet DefaultContexts(std::string_view occupation) const;

  const SkillTable& skills() const { return skills_; }
  const SynonymTable& synonyms() const { return synonyms_; }

 private:
  friend class VocabularyParser;

  std::array<FunctionInfo, FunctionId::kCount> functions_{};
  std::array<ContextInfo, ContextId::kCount> contexts_{};
  std::array<ModeInfo, ModeId::kCount> modes_{};
  std::array<AccommodationInfo, AccommodationId::kCount> accommodations_{};
  std::vector<Bridge> bridges_;
  std::array<std::vector<Bridge>, FunctionId::kCount> bridges_to_;
  AccommodationSet work_phase_;
  FunctionSet question_only_;
  std::array<AccommodationSet, ContextId::kCount> closers_;
  std::map<std::string_view, std::vector<DefaultDemand>, std::less<>> default_demands_;
  std::map<std::string_view, ContextSet, std::less<>> default_contexts_;
  SkillTable skills_;
  SynonymTable synonyms_;
};

}  // namespace setara
