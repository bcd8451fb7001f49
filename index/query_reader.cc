// Reads the query language; text_query.cc builds the Xapian query.
#include <algorithm>
#include <utility>

#include "index/text_query.h"
#include "matcher/domain/errors.h"

namespace setara {
namespace {

absl::Status Bad(std::string_view what) { return InvalidField("query", what); }

bool IsSpace(char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }

// Well-formed UTF-8 without overlong forms and surrogates.
bool IsUtf8(std::string_view text) {
  auto byte = [&](size_t i) { return static_cast<unsigned char>(text[i]); };
  for (size_t i = 0; i < text.size();) {
    unsigned char lead = byte(i);
    size_t more = lead < 0x80 ? 0 : lead < 0xc2 ? 4 : lead < 0xe0 ? 1 : lead < 0xf0 ? 2 : 3;
    if (lead > 0xf4 || more == 4 || i + more >= text.size()) return false;
    for (size_t k = 1; k <= more; ++k) {
      if ((byte(i + k) & 0xc0) != 0x80) return false;
    }
    if (more >= 2) {
      unsigned char next = byte(i + 1);
      if ((lead == 0xe0 && next < 0xa0) || (lead == 0xed && next > 0x9f) ||
          (lead == 0xf0 && next < 0x90) || (lead == 0xf4 && next > 0x8f)) {
        return false;
      }
    }
    i += more + 1;
  }
  return true;
}

class Reader {
 public:
  explicit Reader(std::string_view text) : text_(text) {}

  absl::StatusOr<std::vector<TextClause>> Read() {
    while (SkipSpace()) {
      ClauseSign sign = ReadSign();
      absl::Status read =
          at_ < text_.size() && text_[at_] == '"' ? ReadPhrase(sign) : ReadChunk(sign);
      if (!read.ok()) return read;
    }
    return std::move(clauses_);
  }

 private:
  bool SkipSpace() {
    while (at_ < text_.size() && IsSpace(text_[at_])) ++at_;
    return at_ < text_.size();
  }

  // A sign counts only right before what it speaks of.
  ClauseSign ReadSign() {
    char c = text_[at_];
    if ((c != '+' && c != '-') || at_ + 1 == text_.size() || IsSpace(text_[at_ + 1])) {
      return ClauseSign::kPlain;
    }
    ++at_;
    return c == '+' ? ClauseSign::kRequired : ClauseSign::kExcluded;
  }

  absl::Status ReadPhrase(ClauseSign sign) {
    size_t close = text_.find('"', at_ + 1);
    if (close == text_.npos) return Bad("a quotation mark has no partner");
    std::vector<Word> words = Tokenize(text_.substr(at_ + 1, close - at_ - 1));
    at_ = close + 1;
    AddPhrase(sign, words);
    return absl::OkStatus();
  }

  absl::Status ReadChunk(ClauseSign sign) {
    size_t end = at_;
    while (end < text_.size() && !IsSpace(text_[end]) && text_[end] != '"') ++end;
    std::string_view chunk = text_.substr(at_, end - at_);
    at_ = end;
    std::vector<Word> words = Tokenize(chunk);
    if (words.empty()) return absl::OkStatus();
    bool prefix = words.back().end < chunk.size() && chunk[words.back().end] == '*';
    if (prefix && words.back().text.size() < kMinPrefixBytes) {
      return Bad("a prefix needs at least two letters before its *");
    }
    if (sign == ClauseSign::kExcluded && words.size() > 1 && !prefix) {
      AddPhrase(sign, words);
      return absl::OkStatus();
    }
    for (size_t i = 0; i < words.size(); ++i) {
      bool last = i + 1 == words.size();
      ClauseKind kind = last && prefix ? ClauseKind::kPrefix : ClauseKind::kWord;
      clauses_.push_back({kind, sign, {words[i].text}});
    }
    return absl::OkStatus();
  }

  void AddPhrase(ClauseSign sign, const std::vector<Word>& words) {
    if (words.empty()) return;
    TextClause clause{ClauseKind::kPhrase, sign, {}};
    for (const Word& word : words) clause.words.push_back(word.text);
    clauses_.push_back(std::move(clause));
  }

  std::string_view text_;
  size_t at_ = 0;
  std::vector<TextClause> clauses_;
};

}  // namespace

absl::StatusOr<std::vector<TextClause>> ParseTextQuery(std::string_view text) {
  if (text.size() > kMaxQueryBytes) return Bad("must be at most 2048 bytes");
  if (!IsUtf8(text)) return Bad("must be UTF-8");
  if (std::all_of(text.begin(), text.end(), IsSpace)) return std::vector<TextClause>();
  absl::StatusOr<std::vector<TextClause>> clauses = Reader(text).Read();
  if (!clauses.ok()) return clauses;
  size_t words = 0;
  bool wanted = false;
  for (const TextClause& clause : *clauses) {
    words += clause.words.size();
    wanted |= clause.sign != ClauseSign::kExcluded;
  }
  if (words == 0) return Bad("has no word to look for");
  if (words > kMaxQueryWords) return Bad("must have at most 64 words");
  if (!wanted) return Bad("needs a word to look for besides the excluded ones");
  return clauses;
}

std::vector<TextClause> WithoutExclusions(std::vector<TextClause> clauses) {
  std::erase_if(clauses, [](const auto& c) { return c.sign == ClauseSign::kExcluded; });
  return clauses;
}

}  // namespace setara
