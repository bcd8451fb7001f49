#include "server/rpc/placement_words.h"

#include <array>

#include "matcher/domain/placement.h"
#include "matcher/vocabulary/text.h"
#include "server/placement/reasons.h"

namespace setara {
namespace {

constexpr std::array<Text, kPlacementStates + 1> kStates = {
    {{"", ""},
     {"daftar pendek", "shortlisted"},
     {"dirujuk", "referred"},
     {"wawancara", "interview"},
     {"ditawari", "offered"},
     {"diterima", "hired"},
     {"bekerja 3 bulan", "at work 3 months"},
     {"bekerja 6 bulan", "at work 6 months"},
     {"bekerja 12 bulan", "at work 12 months"},
     {"berakhir", "ended"},
     {"ditolak pemberi kerja", "rejected by the employer"},
     {"ditarik", "withdrawn"}}};

constexpr std::array<Text, kPlacementSteps + 1> kSteps = {
    {{"", ""},
     {"masuk daftar pendek", "shortlisted"},
     {"dirujuk", "referred"},
     {"wawancara", "interview"},
     {"ditawari", "offered"},
     {"diterima", "hired"},
     {"masih bekerja", "still at work"},
     {"berakhir", "ended"},
     {"ditolak pemberi kerja", "rejected by the employer"},
     {"ditarik", "withdrawn"},
     {"perlu keputusan", "needs a decision"},
     {"dilanjutkan", "kept"},
     {"bukti disabilitas dicatat", "evidence of disability filed"},
     {"kepesertaan BPJS dicatat", "BPJS membership noted"},
     {"perbaikan", "correction"}}};

template <size_t kSize>
std::string Word(const std::array<Text, kSize>& words, int value, Language language) {
  const auto index = static_cast<size_t>(value);
  return index < kSize ? std::string(words[index].in(language)) : "";
}

}  // namespace

std::string PlacementStateWord(v1::PlacementState state, Language language) {
  return Word(kStates, state, language);
}

std::string PlacementStepWord(v1::PlacementStep step, Language language) {
  return Word(kSteps, step, language);
}

std::string PlacementReasonWords(const std::string& code, Language language) {
  const placement::PlacementReason* reason = placement::Reasons::Get().Find(code);
  if (reason == nullptr) return code;
  return language == Language::kEnglish ? reason->label_en : reason->label_id;
}

}  // namespace setara
