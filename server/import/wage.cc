#include "server/import/wage.h"

#include <absl/status/status.h>

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "server/import/text_repair.h"

namespace setara {
namespace {

bool IsDigit(char c) { return c >= '0' && c <= '9'; }
bool IsLetter(char c) { return c >= 'a' && c <= 'z'; }

// A figure as written: digits with their decimals kept apart, and the unit word behind it.
struct Figure {
  int64_t thousandths = 0;  // of the unit
  int64_t unit = 0;         // 1 when no word says thousand or million
};

// Pieces of the text: numbers ("3.500.000"), words ("juta") and signs ("-", "$").
std::vector<std::string> Pieces(std::string_view text) {
  std::vector<std::string> pieces;
  size_t i = 0;
  while (i < text.size()) {
    const size_t start = i;
    if (IsDigit(text[i])) {
      while (i < text.size() &&
             (IsDigit(text[i]) || ((text[i] == '.' || text[i] == ',') && i + 1 < text.size() &&
                                   IsDigit(text[i + 1])))) {
        ++i;
      }
    } else if (IsLetter(text[i])) {
      while (i < text.size() && IsLetter(text[i])) ++i;
    } else {
      ++i;
    }
    if (text[start] != ' ') pieces.emplace_back(text.substr(start, i - start));
  }
  return pieces;
}

// The number in thousandths: "3.500.000" and "3,500,000" are grouped, "7,5" has a decimal,
// "3.500.000,00" both. nullopt for anything else, or too many digits.
std::optional<int64_t> ReadNumber(std::string_view text) {
  std::vector<std::string> parts(1);
  std::string marks;
  for (const char c : text) {
    if (IsDigit(c)) {
      parts.back().push_back(c);
    } else {
      marks.push_back(c);
      parts.emplace_back();
    }
  }
  std::string decimals;
  const bool last_is_decimal =
      parts.size() > 1 &&
      (parts.back().size() < 3 || (marks.size() > 1 && marks.back() != marks.front()));
  if (last_is_decimal) {
    decimals = parts.back();
    parts.pop_back();
    marks.pop_back();
  }
  if (decimals.size() > 3 || parts[0].size() > (parts.size() > 1 ? 3u : 12u)) return std::nullopt;
  std::string digits = parts[0];
  for (size_t i = 1; i < parts.size(); ++i) {
    if (parts[i].size() != 3 || marks[i - 1] != marks[0]) return std::nullopt;
    digits += parts[i];
  }
  if (digits.size() > 12) return std::nullopt;
  decimals.resize(3, '0');
  return std::stoll(digits) * 1000 + std::stoll(decimals);
}

int64_t UnitOf(const std::string& word) {
  if (word == "juta" || word == "jt" || word == "mio" || word == "million") return 1'000'000;
  if (word == "ribu" || word == "rb" || word == "k") return 1'000;
  return 0;
}

enum class Period { kMonth, kYear, kWeek, kDay, kHour };

std::optional<Period> PeriodOf(const std::string& word) {
  static const std::pair<const char*, Period> kWords[] = {
      {"bulan", Period::kMonth}, {"month", Period::kMonth}, {"bln", Period::kMonth},
      {"mo", Period::kMonth},    {"tahun", Period::kYear},  {"year", Period::kYear},
      {"thn", Period::kYear},    {"minggu", Period::kWeek}, {"week", Period::kWeek},
      {"hari", Period::kDay},    {"day", Period::kDay},     {"harian", Period::kDay},
      {"jam", Period::kHour},    {"hour", Period::kHour}};
  for (const auto& [name, period] : kWords) {
    if (word == name) return period;
  }
  return std::nullopt;
}

bool IsOneOf(const std::string& word, std::initializer_list<const char*> words) {
  return std::any_of(words.begin(), words.end(), [&](const char* w) { return word == w; });
}

bool NamesNoWage(const std::string& text) {
  for (const char* phrase : {"nego", "not written", "not found", "tidak menampilkan",
                             "tidak ditampilkan", "dirahasiakan", "competitive", "kompetitif",
                             "confidential", "undisclosed", "not disclosed"}) {
    if (text.find(phrase) != std::string::npos) return true;
  }
  return text == "-" || text == "n/a" || text == "null" || text == "none";
}

struct Reading {
  std::vector<Figure> figures;
  Period period = Period::kMonth;
  bool rupiah = false;
  bool foreign = false;
  bool at_least = false;
  bool at_most = false;
  bool unreadable = false;
};

void ReadWord(const std::string& word, Reading* reading) {
  if (const int64_t unit = UnitOf(word); unit != 0) {
    if (!reading->figures.empty()) reading->figures.back().unit = unit;
    reading->rupiah |= word != "million" && word != "k" && word != "mio";
  } else if (const auto period = PeriodOf(word)) {
    reading->period = *period;
  } else if (IsOneOf(word, {"rp", "idr", "rupiah"})) {
    reading->rupiah = true;
  } else if (IsOneOf(word,
                     {"usd", "us", "sgd", "rm", "myr", "hkd", "eur", "aud", "jpy", "dollar"}) ||
             word == "$" || static_cast<unsigned char>(word[0]) > 127) {
    reading->foreign = true;
  } else if (IsOneOf(word, {"atas", "minimal", "mulai", "lebih", "above", "from", ">"})) {
    reading->at_least = true;
  } else if (IsOneOf(word, {"hingga", "sampai", "maksimal", "upto", "bawah", "kurang", "<"})) {
    reading->at_most = true;
  }
}

Reading ReadPieces(const std::vector<std::string>& pieces) {
  Reading reading;
  for (const std::string& piece : pieces) {
    if (!IsDigit(piece[0])) {
      ReadWord(piece, &reading);
      continue;
    }
    const std::optional<int64_t> number = ReadNumber(piece);
    if (!number || reading.figures.size() == 2) {
      reading.unreadable = true;
      continue;
    }
    reading.figures.push_back({*number, 0});
  }
  return reading;
}

// "2 - 3 juta": the word behind the last figure counts for a first one that has none and is small.
void ShareUnit(std::vector<Figure>* figures) {
  if (figures->size() == 2 && (*figures)[0].unit == 0 && (*figures)[0].thousandths < 1'000'000) {
    (*figures)[0].unit = (*figures)[1].unit;
  }
  for (Figure& figure : *figures) figure.unit = std::max<int64_t>(figure.unit, 1);
}

// Whole rupiah a month, rounded down; nullopt when the hours decide and are not known.
std::optional<int64_t> PerMonth(const Figure& figure, Period period, std::optional<int> hours) {
  const int64_t rupiah = figure.thousandths > INT64_MAX / figure.unit
                             ? kMostMonthlyWage * 13
                             : figure.thousandths * figure.unit / 1000;
  const int64_t bounded = std::min(rupiah, kMostMonthlyWage * 13);
  switch (period) {
    case Period::kMonth:
      return bounded;
    case Period::kYear:
      return bounded / 12;
    case Period::kWeek:
      return bounded * 52 / 12;
    case Period::kHour:
      if (hours) return bounded * *hours * 52 / 12;
      return std::nullopt;
    case Period::kDay:
      return std::nullopt;
  }
  return std::nullopt;
}

absl::StatusOr<WageRange> Range(const Reading& reading, std::optional<int> hours) {
  std::vector<int64_t> months;
  for (const Figure& figure : reading.figures) {
    const std::optional<int64_t> month = PerMonth(figure, reading.period, hours);
    if (!month) return WageRange{};
    if (*month < kLeastMonthlyWage || *month > kMostMonthlyWage) {
      return absl::InvalidArgumentError("wage is implausible for a month in rupiah");
    }
    months.push_back(*month);
  }
  if (months.front() > months.back()) {
    return absl::InvalidArgumentError("wage range runs backwards");
  }
  WageRange range{months.front(), months.back()};
  if (months.size() == 1 && reading.at_least) range.max.reset();
  if (months.size() == 1 && reading.at_most && !reading.at_least) range.min.reset();
  return range;
}

}  // namespace

absl::StatusOr<WageRange> ReadWage(std::string_view text, std::optional<int> hours_per_week) {
  std::string plain = AsciiLower(CollapseSpace(text));
  // En and em dashes are the only characters beyond ASCII that portals use in rupiah ranges.
  for (const std::string_view dash : {"\u2013", "\u2014", "\u2212"}) {
    for (size_t at = plain.find(dash); at != std::string::npos; at = plain.find(dash)) {
      plain.replace(at, dash.size(), " - ");
    }
  }
  if (plain.empty() || NamesNoWage(plain)) return WageRange{};
  Reading reading = ReadPieces(Pieces(plain));
  if (reading.foreign) return absl::InvalidArgumentError("wage is not in rupiah");
  if (reading.unreadable || reading.figures.empty()) {
    return absl::InvalidArgumentError("wage is not readable");
  }
  ShareUnit(&reading.figures);
  const bool english_unit = plain.find("million") != std::string::npos;
  if (english_unit && !reading.rupiah) {
    return absl::InvalidArgumentError("wage names no currency");
  }
  return Range(reading, hours_per_week);
}

}  // namespace setara
