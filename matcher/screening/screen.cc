#include "matcher/screening/screen.h"

#include <algorithm>
#include <charconv>
#include <utility>

namespace setara {
namespace {

struct Range {
  size_t begin;
  size_t end;
};

bool Overlap(const Range& a, const Range& b) { return a.begin < b.end && b.begin < a.end; }

bool HoldsAny(const std::vector<Range>& ranges, const Range& range) {
  return std::any_of(ranges.begin(), ranges.end(),
                     [&](const Range& one) { return Overlap(one, range); });
}

bool IsEdge(char c) {
  return std::string_view(" \t\r\n.,;:/|*_\"'()[]<>=+&~-").find(c) != std::string_view::npos;
}

// Without the separators that a pattern needs around the words it means; brackets that close what
// the range opens stay out too, since nobody reads them as part of the demand.
Range Trim(std::string_view text, Range range) {
  constexpr std::string_view kSpaces[] = {"\xC2\xA0", "\xE2\x80\x8B", "\xE2\x80\xA2",
                                          "\xC2\xB7", "\xE2\x80\x93", "\xE2\x80\x94"};
  for (bool cut = true; cut && range.begin < range.end;) {
    cut = false;
    const std::string_view part = text.substr(range.begin, range.end - range.begin);
    if (IsEdge(part.front()))
      ++range.begin, cut = true;
    else if (IsEdge(part.back()))
      --range.end, cut = true;
    for (std::string_view space : kSpaces) {
      if (cut) break;
      if (part.starts_with(space))
        range.begin += space.size(), cut = true;
      else if (part.ends_with(space))
        range.end -= space.size(), cut = true;
    }
  }
  return range;
}

bool IsSetAside(const SetAside& unless, const ScreeningFacts& facts) {
  const auto is_of = [&](std::string_view code) { return facts.occupation_code.starts_with(code); };
  return !(unless.demands & facts.essential).empty() ||
         std::any_of(unless.occupations.begin(), unless.occupations.end(), is_of) ||
         (unless.age_basis && facts.age_basis) || (unless.licence_basis && facts.licence_basis);
}

// The exceptions of one rule in one text, looked for when the first match asks.
class Exceptions {
 public:
  Exceptions(const ScreeningRule& rule, std::string_view text) : rule_(rule), text_(text) {}

  bool Cover(std::string_view group, const Range& range) {
    for (const ScreeningPattern& exception : rule_.exceptions) {
      if (exception.group != "*" && exception.group != group) continue;
      if (HoldsAny(RangesOf(exception), range)) return true;
    }
    return false;
  }

 private:
  const std::vector<Range>& RangesOf(const ScreeningPattern& exception) {
    if (found_.empty()) found_.resize(rule_.exceptions.size());
    auto& entry = found_[static_cast<size_t>(&exception - rule_.exceptions.data())];
    if (!entry.first) {
      entry.first = true;
      exception.pattern.ForEach(
          text_, [&](size_t begin, size_t end) { entry.second.push_back({begin, end}); });
    }
    return entry.second;
  }

  const ScreeningRule& rule_;
  std::string_view text_;
  std::vector<std::pair<bool, std::vector<Range>>> found_;
};

// Overlapping ranges as one, ascending.
std::vector<Range> Merged(std::vector<Range> ranges) {
  std::sort(ranges.begin(), ranges.end(),
            [](const Range& a, const Range& b) { return a.begin < b.begin; });
  std::vector<Range> merged;
  for (const Range& range : ranges) {
    if (!merged.empty() && range.begin < merged.back().end) {
      merged.back().end = std::max(merged.back().end, range.end);
    } else {
      merged.push_back(range);
    }
  }
  return merged;
}

// What one text holds, by the position of the rule.
using RangesByRule = std::vector<std::vector<Range>>;

class Screener {
 public:
  Screener(const std::vector<ScreenedText>& texts, const ScreeningFacts& facts,
           const ScreeningRules& rules)
      : texts_(texts), facts_(facts), rules_(rules), aside_(rules.all().size()) {}

  std::vector<ScreeningFinding> Run() {
    for (const ScreenedText& text : texts_) {
      const std::vector<ScreeningRules::Candidate> candidates = rules_.Candidates(text.text);
      if (candidates.empty()) continue;
      Keep(text, RangesOf(text.text, candidates));
      if (findings_.size() == kMaxFindings) break;
    }
    return std::move(findings_);
  }

 private:
  bool Aside(size_t rule) {
    if (aside_[rule] == kUnknown) {
      const ScreeningRule& one = rules_.all()[rule];
      const bool named = std::any_of(one.reasons.begin(), one.reasons.end(), [&](const Pattern& p) {
        return std::any_of(texts_.begin(), texts_.end(),
                           [&](const ScreenedText& text) { return p.Occurs(text.text); });
      });
      aside_[rule] = named || IsSetAside(one.unless, facts_) ? kAside : kInForce;
    }
    return aside_[rule] == kAside;
  }

  RangesByRule RangesOf(std::string_view text,
                        const std::vector<ScreeningRules::Candidate>& candidates) {
    RangesByRule ranges(rules_.all().size());
    for (size_t i = 0; i < candidates.size();) {
      const size_t position = candidates[i].rule;
      const ScreeningRule& rule = rules_.all()[position];
      Exceptions exceptions(rule, text);
      std::vector<Range> found;
      for (; i < candidates.size() && candidates[i].rule == position; ++i) {
        if (Aside(position)) continue;
        const ScreeningPattern& match = rule.matches[candidates[i].match];
        match.pattern.ForEach(text, [&](size_t begin, size_t end) {
          const Range range = Trim(text, {begin, end});
          if (range.begin < range.end && !exceptions.Cover(match.group, range)) {
            found.push_back(range);
          }
        });
      }
      ranges[position] = Merged(std::move(found));
    }
    return ranges;
  }

  bool Yields(size_t position, const Range& range, const RangesByRule& ranges) const {
    const std::string_view to = rules_.all()[position].yields_to;
    for (size_t i = 0; i < position && !to.empty(); ++i) {
      if (rules_.all()[i].id == to && HoldsAny(ranges[i], range)) return true;
    }
    return false;
  }

  void Keep(const ScreenedText& text, const RangesByRule& ranges) {
    std::vector<std::pair<Range, size_t>> kept;
    for (size_t i = 0; i < ranges.size(); ++i) {
      for (const Range& range : ranges[i]) {
        if (!Yields(i, range, ranges)) kept.emplace_back(range, i);
      }
    }
    std::sort(kept.begin(), kept.end(), [](const auto& a, const auto& b) {
      return std::tuple(a.first.begin, a.first.end, a.second) <
             std::tuple(b.first.begin, b.first.end, b.second);
    });
    for (const auto& [range, rule] : kept) {
      if (findings_.size() == kMaxFindings) return;
      findings_.push_back({std::string(rules_.all()[rule].id), text.field, range.begin, range.end});
    }
  }

  enum : char { kUnknown, kInForce, kAside };

  const std::vector<ScreenedText>& texts_;
  const ScreeningFacts& facts_;
  const ScreeningRules& rules_;
  std::vector<char> aside_;  // by the position of the rule
  std::vector<ScreeningFinding> findings_;
};

constexpr std::string_view kSkillField = "skill_words[";

}  // namespace

std::vector<ScreeningFinding> ScreenTexts(const std::vector<ScreenedText>& texts,
                                          const ScreeningFacts& facts,
                                          const ScreeningRules& rules) {
  return Screener(texts, facts, rules).Run();
}

std::vector<ScreeningFinding> ScreenOpening(const Opening& opening) {
  ScreeningFacts facts;
  for (const Demand& demand : opening.demands) {
    if (demand.essential && demand.level > 0 && demand.origin == DemandOrigin::kConfirmed) {
      facts.essential.insert(demand.function);
    }
  }
  facts.occupation_code = opening.occupation_code;
  facts.age_basis = opening.age_min.has_value() && !opening.age_basis.empty();
  facts.licence_basis = !opening.licences.empty() && !opening.licence_basis.empty();
  std::vector<ScreenedText> texts = {{"title", opening.title},
                                     {"description", opening.description}};
  for (size_t i = 0; i < opening.skill_words.size(); ++i) {
    texts.push_back({std::string(kSkillField) + std::to_string(i) + "]", opening.skill_words[i]});
  }
  return ScreenTexts(texts, facts);
}

std::string_view TextOfField(const Opening& opening, std::string_view field) {
  if (field == "title") return opening.title;
  if (field == "description") return opening.description;
  if (!field.starts_with(kSkillField) || !field.ends_with("]")) return "";
  field.remove_prefix(kSkillField.size());
  size_t index = 0;
  const auto [end, error] = std::from_chars(field.data(), field.data() + field.size() - 1, index);
  if (error != std::errc() || end != field.data() + field.size() - 1) return "";
  return index < opening.skill_words.size() ? std::string_view(opening.skill_words[index]) : "";
}

}  // namespace setara
