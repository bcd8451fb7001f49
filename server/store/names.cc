#include "server/store/names.h"

#include <algorithm>
#include <array>
#include <utility>

namespace setara {
namespace {

using Pair = std::pair<std::string_view, std::string_view>;

// Short and foreign forms that sound rules do not reach.
constexpr std::array kInFull = std::to_array<Pair>({
    {"abd", "abdul"},          {"md", "muhammad"},
    {"moch", "muhammad"},      {"mochamad", "muhammad"},
    {"mochammad", "muhammad"}, {"moh", "muhammad"},
    {"mohamad", "muhammad"},   {"mohamed", "muhammad"},
    {"mohammad", "muhammad"},  {"mohammed", "muhammad"},
    {"mohd", "muhammad"},      {"much", "muhammad"},
    {"muchamad", "muhammad"},  {"muchammad", "muhammad"},
    {"muh", "muhammad"},       {"muhamad", "muhammad"},
    {"muhd", "muhammad"},      {"mukhamad", "muhammad"},
    {"mukhammad", "muhammad"}, {"st", "siti"},
});

constexpr std::array<std::string_view, 12> kNoName = {"bin", "binti", "bt", "dr",   "dra", "drg",
                                                      "drs", "h",     "hj", "haji", "ir",  "prof"};

// In order, longest first where one begins another; N stands for the sound of ny.
constexpr std::array kLetters = std::to_array<Pair>({
    {"ndj", "N"},  {"oe", "u"}, {"oo", "u"}, {"tj", "c"}, {"nj", "N"},  {"dj", "y"}, {"sj", "s"},
    {"chr", "kr"}, {"ch", "h"}, {"kh", "h"}, {"sh", "s"}, {"ts", "s"},  {"dz", "s"}, {"dh", "d"},
    {"th", "t"},   {"bh", "b"}, {"gh", "g"}, {"ph", "p"}, {"ae", "ai"}, {"ie", "i"}, {"q", "k"},
    {"x", "ks"},   {"z", "s"},  {"v", "p"},  {"f", "p"},  {"j", "y"},
});

bool IsVowel(char c) { return c == 'a' || c == 'e' || c == 'i' || c == 'o' || c == 'u'; }
bool IsLetter(char c) { return (c >= 'a' && c <= 'z') || c == 'N'; }
bool IsConsonant(char c) { return IsLetter(c) && !IsVowel(c); }

std::string Respelt(std::string_view word) {
  std::string out;
  while (!word.empty()) {
    auto rule = std::ranges::find_if(
        kLetters, [&](const Pair& pair) { return word.starts_with(pair.first); });
    if (rule == kLetters.end()) {
      out += word[0];
      word.remove_prefix(1);
    } else {
      out += rule->second;
      word.remove_prefix(rule->first.size());
    }
  }
  return out;
}

std::string WithoutDoubles(const std::string& word) {
  std::string out;
  for (char c : word) {
    if (out.empty() || out.back() != c || !IsLetter(c)) out += c;
  }
  return out;
}

// y after a consonant is i, but for ny before a vowel, which is N, and sy, which is s; the glide
// between i or u and a vowel is not written ("Sulistijo", "Sulistyo").
std::string WithoutGlides(const std::string& word) {
  std::string out;
  for (size_t i = 0; i < word.size(); ++i) {
    const char before = out.empty() ? '\0' : out.back();
    const bool vowel_next = i + 1 < word.size() && IsVowel(word[i + 1]);
    const bool silent_y = word[i] == 'y' && (before == 's' || before == 'i');
    if (vowel_next && (silent_y || (word[i] == 'w' && before == 'u'))) continue;
    if (word[i] == 'y' && vowel_next && before == 'n') {
      out.back() = 'N';
    } else if (word[i] == 'y' && (IsConsonant(before) || (!vowel_next && before != '\0'))) {
      out += 'i';
    } else {
      out += word[i];
    }
  }
  return out;
}

// At the end d and b are heard as t and p, and h after a vowel not at all.
void SoftenEnd(std::string& word) {
  if (word.size() < 2) return;
  if (word.back() == 'd') word.back() = 't';
  if (word.back() == 'b') word.back() = 'p';
  if (word.back() == 'h' && IsVowel(word[word.size() - 2])) word.pop_back();
}

std::vector<std::string> Split(const std::string& key) {
  std::vector<std::string> words(1);
  for (char c : key) {
    if (c == ' ') {
      words.emplace_back();
    } else {
      words.back() += c;
    }
  }
  if (words.back().empty()) words.pop_back();
  return words;
}

}  // namespace

std::string NameKey(std::string_view full_name) {
  std::string key;
  for (char c : full_name) {
    bool upper = c >= 'A' && c <= 'Z';
    bool kept = upper || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || (c & 0x80) != 0;
    if (kept) {
      key += upper ? static_cast<char>(c - 'A' + 'a') : c;
    } else if (c != '\'' && !key.empty() && key.back() != ' ') {
      key += ' ';
    }
  }
  if (!key.empty() && key.back() == ' ') key.pop_back();
  return key;
}

std::vector<std::string> NameWords(std::string_view full_name) {
  std::string key = NameKey(full_name.substr(0, full_name.find(',')));
  if (key.empty()) key = NameKey(full_name);
  const std::vector<std::string> all = Split(key);
  std::vector<std::string> words;
  for (size_t i = 0; i < all.size(); ++i) {
    if (std::ranges::find(kNoName, all[i]) != kNoName.end()) continue;
    const bool muhammad = all[i] == "m" && words.empty() && i + 1 < all.size();
    if (all[i].size() == 1 && !muhammad) continue;
    auto in_full =
        std::ranges::find_if(kInFull, [&](const Pair& pair) { return pair.first == all[i]; });
    words.push_back(muhammad                   ? "muhammad"
                    : in_full == kInFull.end() ? all[i]
                                               : std::string(in_full->second));
  }
  return words.empty() ? all : words;
}

std::string SoundOf(std::string_view word) {
  std::string sound = WithoutDoubles(WithoutGlides(WithoutDoubles(Respelt(word))));
  SoftenEnd(sound);
  return sound;
}

std::string SoundOfName(std::string_view full_name) {
  std::string whole;
  for (const std::string& word : NameWords(full_name)) whole += SoundOf(word);
  // The article of Abdul joins the sun letter that follows it.
  for (std::string_view joined : {"lr", "ls", "ln", "ld", "lt"}) {
    for (size_t at = whole.find("du" + std::string(joined)); at != std::string::npos;
         at = whole.find("du" + std::string(joined))) {
      whole.erase(at + 2, 1);
    }
  }
  return WithoutDoubles(whole);
}

}  // namespace setara
