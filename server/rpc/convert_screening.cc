#include "server/rpc/convert_screening.h"

#include <algorithm>

#include "matcher/domain/table.h"
#include "matcher/screening/screen.h"

namespace setara {
namespace {

v1::LocalizedText ToProto(const ScreeningText& text) {
  v1::LocalizedText out;
  out.set_indonesian(std::string(text.id));
  out.set_english(std::string(text.en));
  return out;
}

// "UU 8/2016 art. 11 a; ..." as Indonesian writes it: "UU 8/2016 pasal 11 huruf a; ...".
std::string InIndonesian(std::string_view basis) {
  std::string out(basis);
  for (size_t at = 0; (at = out.find("art. ", at)) != std::string::npos;) {
    out.replace(at, 5, "pasal ");
    size_t end = out.find_first_not_of("0123456789", at + 6);
    const bool letter = end != std::string::npos && end + 1 < out.size() && out[end] == ' ' &&
                        out[end + 1] >= 'a' && out[end + 1] <= 'z' &&
                        (end + 2 == out.size() || out[end + 2] == ';');
    if (letter) out.insert(end + 1, "huruf ");
  }
  return out;
}

v1::LocalizedText NotInLine(std::string_view basis) {
  v1::LocalizedText out;
  out.set_indonesian("Tidak sejalan dengan " + InIndonesian(basis));
  out.set_english("Not in line with " + std::string(basis));
  return out;
}

void ExcerptToProto(const ScreeningFinding& finding, std::string_view text, v1::Snippet* out) {
  if (finding.end > text.size() || finding.begin >= finding.end) return;
  const Excerpt excerpt = ExcerptAround(text, finding.begin, finding.end);
  out->set_text(std::string(text.substr(excerpt.begin, excerpt.end - excerpt.begin)));
  v1::TextRange& range = *out->add_highlights();
  range.set_begin(static_cast<int32_t>(finding.begin - excerpt.begin));
  range.set_end(static_cast<int32_t>(finding.end - excerpt.begin));
}

}  // namespace

v1::ScreeningRule ToProto(const ScreeningRule& rule) {
  v1::ScreeningRule out;
  out.set_rule_id(std::string(rule.id));
  *out.mutable_label() = ToProto(rule.label);
  out.set_legal_basis(std::string(rule.legal_basis));
  *out.mutable_suggestion() = ToProto(rule.suggestion);
  for (std::string_view reason : Split(rule.unless_text, ',')) out.add_unless(std::string(reason));
  return out;
}

v1::ScreeningFinding ToProto(const ScreeningFinding& finding, std::string_view text) {
  v1::ScreeningFinding out;
  out.set_rule_id(finding.rule);
  out.set_field(finding.field);
  out.mutable_range()->set_begin(static_cast<int32_t>(finding.begin));
  out.mutable_range()->set_end(static_cast<int32_t>(finding.end));
  ExcerptToProto(finding, text, out.mutable_excerpt());
  if (const ScreeningRule* rule = ScreeningRules::Get().Find(finding.rule); rule != nullptr) {
    *out.mutable_label() = ToProto(rule->label);
    *out.mutable_statement() = NotInLine(rule->legal_basis);
    out.set_legal_basis(std::string(rule->legal_basis));
    *out.mutable_suggestion() = ToProto(rule->suggestion);
  }
  return out;
}

void CountsToProto(const std::vector<RuleFindings>& counts, bool all,
                   google::protobuf::RepeatedPtrField<v1::RuleFindingCount>* out) {
  for (const ScreeningRule& rule : ScreeningRules::Get().all()) {
    const auto found = std::find_if(counts.begin(), counts.end(), [&](const RuleFindings& count) {
      return count.rule == rule.id;
    });
    if (found == counts.end() && !all) continue;
    v1::RuleFindingCount& added = *out->Add();
    added.set_rule_id(std::string(rule.id));
    *added.mutable_label() = ToProto(rule.label);
    if (found == counts.end()) continue;
    added.set_findings(found->findings);
    added.set_openings(found->openings);
  }
}

}  // namespace setara
