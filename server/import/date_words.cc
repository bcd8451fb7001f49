#include "server/import/date_words.h"

#include <absl/status/status.h>

#include <array>
#include <chrono>
#include <string>
#include <vector>

#include "server/import/text_repair.h"

namespace setara {
namespace {

using OptionalDate = std::optional<Date>;

bool IsDigit(char c) { return c >= '0' && c <= '9'; }

absl::Status Unreadable() { return absl::InvalidArgumentError("date is not readable"); }

// The number made of all of `text`, at most `digits` digits; -1 when it is none.
int Number(std::string_view text, size_t digits) {
  if (text.empty() || text.size() > digits) return -1;
  int number = 0;
  for (const char c : text) {
    if (!IsDigit(c)) return -1;
    number = number * 10 + (c - '0');
  }
  return number;
}

// True for "", " 23:59", "T23:59:59" and their like with a fraction: local time of day.
bool IsTimeOfDay(std::string_view text) {
  if (text.empty()) return true;
  if (text[0] != ' ' && text[0] != 't') return false;
  std::array<int, 3> parts = {0, 0, 0};
  size_t part = 0;
  size_t digits = 0;
  for (const char c : text.substr(1)) {
    if (c == '.' && part == 2) break;
    if (c == ':') {
      if (digits == 0 || ++part > 2) return false;
      digits = 0;
    } else if (IsDigit(c) && ++digits <= 2) {
      parts[part] = parts[part] * 10 + (c - '0');
    } else {
      return false;
    }
  }
  return part >= 1 && digits > 0 && parts[0] < 24 && parts[1] < 60 && parts[2] < 61;
}

absl::StatusOr<OptionalDate> Wrap(absl::StatusOr<Date> date) {
  if (!date.ok()) return absl::InvalidArgumentError("date is no day of the calendar");
  return OptionalDate(*date);
}

absl::StatusOr<OptionalDate> ReadIso(const std::string& text) {
  const std::string_view rest = std::string_view(text).substr(10);
  if (IsTimeOfDay(rest)) return Wrap(ParseDate(text.substr(0, 10)));
  std::string instant = text;
  for (char& c : instant) c = c == 't' ? 'T' : c == 'z' ? 'Z' : c;
  if (instant[10] == ' ') instant[10] = 'T';
  const absl::StatusOr<Instant> read = ParseInstant(instant);
  if (!read.ok()) return Unreadable();
  return OptionalDate(JakartaDate(*read));
}

// "7/12/2025 23:59"; `mark` is the sign between the parts.
absl::StatusOr<OptionalDate> ReadDayFirst(std::string_view text, char mark) {
  const size_t first = text.find(mark);
  const size_t second = text.find(mark, first + 1);
  if (second == std::string_view::npos || text.size() < second + 5) return Unreadable();
  const int day = Number(text.substr(0, first), 2);
  const int month = Number(text.substr(first + 1, second - first - 1), 2);
  const int year = Number(text.substr(second + 1, 4), 4);
  if (day < 0 || month < 0 || year < 0 || !IsTimeOfDay(text.substr(second + 5))) {
    return Unreadable();
  }
  return Wrap(MakeDate(year, month, day));
}

int MonthOf(std::string_view word) {
  static constexpr std::array<std::array<std::string_view, 2>, 12> kMonths = {{
      {"januari", "january"},
      {"februari", "february"},
      {"maret", "march"},
      {"april", "april"},
      {"mei", "may"},
      {"juni", "june"},
      {"juli", "july"},
      {"agustus", "august"},
      {"september", "september"},
      {"oktober", "october"},
      {"november", "november"},
      {"desember", "december"},
  }};
  for (size_t i = 0; i < kMonths.size(); ++i) {
    for (const std::string_view name : kMonths[i]) {
      if (word == name || (word.size() == 3 && name.substr(0, 3) == word)) {
        return static_cast<int>(i) + 1;
      }
    }
  }
  return word == "agt" || word == "ags" ? 8 : 0;
}

Date MonthsBefore(Date day, int months) {
  const std::chrono::year_month_day ymd{day};
  const auto month = std::chrono::year_month{ymd.year(), ymd.month()} - std::chrono::months(months);
  const auto last =
      std::chrono::year_month_day_last{month.year(), month.month() / std::chrono::last};
  return month / std::min(ymd.day(), last.day());
}

absl::StatusOr<OptionalDate> Before(OptionalDate reference, int count, const std::string& unit) {
  const auto is = [&unit](std::initializer_list<const char*> words) {
    return std::any_of(words.begin(), words.end(), [&](const char* w) { return unit == w; });
  };
  int days = -1;
  int months = 0;
  if (is({"detik", "menit", "second", "seconds", "minute", "minutes"})) days = 0;
  if (is({"jam", "hour", "hours"})) days = count / 24;
  if (is({"hari", "day", "days"})) days = count;
  if (is({"minggu", "pekan", "week", "weeks"})) days = count * 7;
  if (is({"bulan", "month", "months"})) months = count;
  if (is({"tahun", "year", "years"})) months = count * 12;
  if (days < 0 && months == 0) return Unreadable();
  if (!reference) return OptionalDate();
  return OptionalDate(days >= 0 ? *reference - std::chrono::days(days)
                                : MonthsBefore(*reference, months));
}

absl::StatusOr<OptionalDate> ReadWords(const std::string& text, OptionalDate reference) {
  if (text == "baru saja" || text == "hari ini" || text == "today" || text == "just now") {
    return reference;
  }
  if (text == "kemarin" || text == "yesterday") return Before(reference, 1, "hari");
  const std::vector<std::string> words = SplitTrimmed(text, " ");
  if (words.size() < 3) return Unreadable();
  if (words.back() == "lalu" || words.back() == "ago") {
    std::string count = words[0] == "a" || words[0] == "an" ? "1" : words[0];
    if (count.back() == '+') count.pop_back();
    const int number = Number(count, 3);
    if (number < 0 || words.size() > 4) return Unreadable();
    return Before(reference, number, words[1]);
  }
  const int month = MonthOf(words[1]);
  const int day = Number(words[0], 2);
  const int year = Number(words[2], 4);
  if (month == 0 || day < 0 || year < 0 || words.size() > 4) return Unreadable();
  return Wrap(MakeDate(year, month, day));
}

}  // namespace

absl::StatusOr<std::optional<Date>> ReadDate(std::string_view text, std::optional<Date> reference) {
  const std::string plain = AsciiLower(CollapseSpace(text));
  if (plain.empty()) return OptionalDate();
  if (plain.size() > 64) return Unreadable();
  if (plain.size() >= 10 && plain[4] == '-' && plain[7] == '-') return ReadIso(plain);
  if (!IsDigit(plain[0])) return ReadWords(plain, reference);
  for (const char mark : {'/', '-', '.'}) {
    const size_t at = plain.find(mark);
    if (at == 1 || at == 2) return ReadDayFirst(plain, mark);
  }
  return ReadWords(plain, reference);
}

}  // namespace setara
