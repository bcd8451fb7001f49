#include "server/rpc/coding.h"

#include <algorithm>

#include "matcher/domain/limits.h"
#include "matcher/reference/titles.h"
#include "matcher/vocabulary/skills.h"

namespace setara {
namespace {

void CompleteSkills(const std::vector<std::string>& words, size_t most,
                    std::vector<uint16_t>& skills) {
  for (const std::string& word : words) {
    for (SkillId id : CodeSkills(word)) {
      auto number = static_cast<uint16_t>(id);
      auto at = std::lower_bound(skills.begin(), skills.end(), number);
      if ((at == skills.end() || *at != number) && skills.size() < most) skills.insert(at, number);
    }
  }
}

}  // namespace

void CodeWords(Opening& opening) {
  if (opening.occupation_origin != OccupationOrigin::kStated) {
    std::optional<CodedTitle> coded = CodeTitle(opening.title);
    opening.occupation_code = coded ? coded->code : "";
    opening.occupation_origin = coded ? OccupationOrigin::kTitleIndex : OccupationOrigin::kUnknown;
    opening.occupation_confidence = coded ? coded->confidence : 0;
  }
  CompleteSkills(opening.skill_words, limits::kOpeningSkills, opening.skills);
}

void CodeWords(Seeker& seeker) {
  CompleteSkills(seeker.skill_words, limits::kSeekerSkills, seeker.skills);
}

}  // namespace setara
