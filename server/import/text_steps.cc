#include "server/import/text_steps.h"

#include <algorithm>

#include "server/import/text_repair.h"

namespace setara {
namespace {

bool IsDigit(char c) { return c >= '0' && c <= '9'; }
bool IsHex(char c) { return IsDigit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F'); }

std::string LineWith(const std::string& text, const std::string& word) {
  const size_t at = text.find(word);
  if (at == std::string::npos) return "";
  const size_t start = text.rfind('\n', at);
  const size_t begin = start == std::string::npos ? 0 : start + 1;
  return text.substr(begin, text.find('\n', at) - begin);
}

// Portals number their advertisements with at least five digits; shorter runs are part of titles.
std::string LastNumber(const std::string& text) {
  constexpr size_t kLeastDigits = 5;
  size_t end = text.size();
  while (end > 0) {
    while (end > 0 && !IsDigit(text[end - 1])) --end;
    size_t start = end;
    while (start > 0 && IsDigit(text[start - 1])) --start;
    if (end - start >= kLeastDigits) return text.substr(start, end - start);
    end = start;
  }
  return "";
}

bool IsUuid(std::string_view text) {
  for (size_t i = 0; i < text.size(); ++i) {
    const bool dash = i == 8 || i == 13 || i == 18 || i == 23;
    if (dash ? text[i] != '-' : !IsHex(text[i])) return false;
  }
  return true;
}

std::string LastUuid(const std::string& text) {
  constexpr size_t kLength = 36;
  for (size_t end = text.size(); end >= kLength; --end) {
    const std::string_view part = std::string_view(text).substr(end - kLength, kLength);
    if (IsUuid(part)) return AsciiLower(part);
  }
  return "";
}

std::string Apply(const TextStep& step, const std::string& text) {
  switch (step.kind) {
    case TextStep::Kind::kMojibake:
      return RepairMojibake(text);
    case TextStep::Kind::kHtml:
      return HtmlToText(text);
    case TextStep::Kind::kTitleCase:
      return TitleCase(text);
    case TextStep::Kind::kLineWith:
      return LineWith(text, step.argument);
    case TextStep::Kind::kBefore:
      return text.substr(0, text.find(step.argument));
    case TextStep::Kind::kAfter: {
      const size_t at = text.find(step.argument);
      return at == std::string::npos ? "" : text.substr(at + step.argument.size());
    }
    case TextStep::Kind::kLastNumber:
      return LastNumber(text);
    case TextStep::Kind::kLastUuid:
      return LastUuid(text);
  }
  return text;
}

// pattern, text: lower case; a "*" at an end of the pattern stands for any text.
bool Fits(std::string_view pattern, std::string_view text) {
  const bool open_start = pattern.starts_with('*');
  const bool open_end = pattern.size() > 1 && pattern.ends_with('*');
  if (open_start) pattern.remove_prefix(1);
  if (open_end) pattern.remove_suffix(1);
  if (open_start && open_end) return text.find(pattern) != std::string_view::npos;
  if (open_start) return text.ends_with(pattern);
  return open_end ? text.starts_with(pattern) : text == pattern;
}

}  // namespace

std::string ApplySteps(std::string_view text, const FieldRule& rule, bool multiline) {
  std::string result(text);
  for (const TextStep& step : rule.steps) result = Apply(step, result);
  return CollapseSpace(result, multiline);
}

std::string Translate(const std::string& text, const FieldRule& rule) {
  if (rule.values.empty() || text.empty()) return text;
  const std::string word = AsciiLower(text);
  for (const auto& [pattern, meaning] : rule.values) {
    if (Fits(pattern, word)) return meaning;
  }
  return rule.keep_others ? text : "";
}

std::vector<std::string> FieldTexts(const std::vector<std::string_view>& cells,
                                    const FieldRule& rule, bool multiline) {
  std::vector<std::string> texts;
  for (const std::string_view cell : cells) {
    std::string text = ApplySteps(cell, rule, multiline);
    if (!text.empty()) texts.push_back(std::move(text));
  }
  if (!rule.join.empty() && !texts.empty()) {
    std::string joined = texts[0];
    for (size_t i = 1; i < texts.size(); ++i) joined += rule.join + texts[i];
    texts = {std::move(joined)};
  }
  for (std::string& text : texts) text = Translate(text, rule);
  std::erase_if(texts, [](const std::string& text) { return text.empty(); });
  if (texts.empty() && !rule.constant.empty()) texts.push_back(rule.constant);
  return texts;
}

}  // namespace setara
