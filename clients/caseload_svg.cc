#include "clients/caseload_svg.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <optional>
#include <vector>

#include "clients/words.h"

namespace setara {
namespace {

// In pixels of the picture.
constexpr double kWidth = 960;
constexpr double kLeft = 210;  // room for names and scales
constexpr double kRight = 90;  // room for the last figure
constexpr double kTop = 70;
constexpr double kTotalHeight = 130;
constexpr double kStateHeight = 46;
constexpr double kGap = 22;
constexpr double kBottom = 74;  // room for days and the axis' name
constexpr int kMostDays = 8;    // named on the axis

std::string Escaped(const std::string& text) {
  std::string out;
  for (const char c : text) {
    if (c == '&') {
      out += "&amp;";
    } else if (c == '<') {
      out += "&lt;";
    } else if (c == '>') {
      out += "&gt;";
    } else if (c == '"') {
      out += "&quot;";
    } else {
      out += c;
    }
  }
  return out;
}

// "12.5", whatever the locale.
std::string Px(double pixels) {
  const long tenths = std::lround(pixels * 10);
  return std::to_string(tenths / 10) + "." + std::to_string(tenths % 10);
}

// The figures of one panel by point; nullopt: withheld.
struct Series {
  std::string name;
  std::vector<std::optional<int64_t>> values;

  int64_t Highest() const {
    int64_t highest = 0;
    for (const auto& value : values) highest = std::max(highest, value.value_or(0));
    return highest;
  }
  bool Empty() const {
    return std::all_of(values.begin(), values.end(),
                       [](const auto& value) { return value == int64_t{0}; });
  }
};

std::optional<int64_t> Value(const v1::CaseCount& count) {
  if (!count.has_value()) return std::nullopt;
  return count.value();
}

Series Total(TextLanguage language, const v1::ListCaseloadHistoryResponse& history) {
  Series series{Say(language, "Semua kasus terbuka", "All open cases"), {}};
  for (const auto& point : history.points()) series.values.push_back(Value(point.open_cases()));
  return series;
}

// States with nothing in them over the whole time are left out.
std::vector<Series> States(TextLanguage language, const v1::ListCaseloadHistoryResponse& history) {
  std::vector<Series> all;
  const auto* type = v1::CaseState_descriptor();
  for (int i = 1; i < type->value_count(); ++i) {
    const auto state = static_cast<v1::CaseState>(type->value(i)->number());
    Series series{Label(language, state), {}};
    for (const auto& point : history.points()) {
      std::optional<int64_t> value = 0;
      for (const auto& count : point.states()) {
        if (count.state() == state) value = Value(count.cases());
      }
      series.values.push_back(value);
    }
    if (!series.Empty()) all.push_back(std::move(series));
  }
  return all;
}

// 1, 2 or 5 times a power of ten, at least `highest`.
int64_t ScaleEnd(int64_t highest) {
  for (int64_t power = 1;; power *= 10) {
    for (const int64_t step : {1, 2, 5}) {
      if (step * power >= highest) return step * power;
    }
  }
}

std::string ValueText(TextLanguage language, const std::optional<int64_t>& value) {
  return value ? Number(language, *value) : Say(language, "ditahan", "withheld");
}

class Picture {
 public:
  Picture(TextLanguage language, const v1::ListCaseloadHistoryResponse& history)
      : language_(language), history_(history) {
    slot_ = (kWidth - kLeft - kRight) / std::max(1, history.points_size());
  }

  std::string Draw() {
    const Series total = Total(language_, history_);
    const std::vector<Series> states = States(language_, history_);
    int64_t highest = 1;
    for (const Series& series : states) highest = std::max(highest, series.Highest());
    double y = kTop;
    Panel(total, y, kTotalHeight, ScaleEnd(std::max<int64_t>(1, total.Highest())));
    y += kTotalHeight + kGap;
    for (const Series& series : states) {
      Panel(series, y, kStateHeight, ScaleEnd(highest));
      y += kStateHeight + kGap;
    }
    Axis(y - kGap + 6);
    return Head(total, states, y + kBottom) + body_ + "</svg>\n";
  }

 private:
  std::string Day(int i) const { return DayText(history_.points(i).day()); }
  double X(size_t i) const { return kLeft + slot_ * static_cast<double>(i); }

  // "12 pada 2026-01-31, tertinggi 30 pada 2026-06-30, 25 pada 2026-11-30".
  std::string Told(const Series& series) const {
    if (series.values.empty()) return "";
    const int last = static_cast<int>(series.values.size()) - 1;
    int top = 0;
    for (int i = 1; i <= last; ++i) {
      if (series.values[i].value_or(0) > series.values[top].value_or(0)) top = i;
    }
    const std::string on = Say(language_, " pada ", " on ");
    return series.name + ": " + ValueText(language_, series.values[0]) + on + Day(0) +
           Say(language_, ", tertinggi ", ", highest ") + ValueText(language_, series.values[top]) +
           on + Day(top) + Say(language_, ", terakhir ", ", last ") +
           ValueText(language_, series.values[last]) + on + Day(last) + ".";
  }

  std::string Head(const Series& total, const std::vector<Series>& states, double height) const {
    const std::string title = Say(language_, "Beban kasus kembali bekerja menurut status",
                                  "Return-to-work caseload by state");
    std::string description =
        history_.points().empty()
            ? Say(language_, "Tidak ada data untuk masa ini.", "There are no data for this time.")
            : Told(total);
    for (const Series& series : states) description += " " + Told(series);
    const std::string size = Px(kWidth) + " " + Px(height);
    return "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 " + size +
           "\" role=\"img\" aria-labelledby=\"title desc\" xml:lang=\"" +
           Say(language_, "id", "en") + "\" font-family=\"sans-serif\" font-size=\"13\">\n" +
           "<title id=\"title\">" + Escaped(title) + "</title>\n<desc id=\"desc\">" +
           Escaped(description) + "</desc>\n" +
           "<defs><pattern id=\"withheld\" width=\"6\" height=\"6\" "
           "patternUnits=\"userSpaceOnUse\" patternTransform=\"rotate(45)\">"
           "<rect width=\"6\" height=\"6\" fill=\"#ffffff\"/>"
           "<line x1=\"0\" y1=\"0\" x2=\"0\" y2=\"6\" stroke=\"#222222\" stroke-width=\"2\"/>"
           "</pattern></defs>\n" +
           "<rect width=\"100%\" height=\"100%\" fill=\"#ffffff\"/>\n" +
           Text(kLeft, 26, "start", title, 18) +
           Text(kLeft, 48, "start",
                history_.points().empty()
                    ? description
                    : Say(language_,
                          "Jumlah kasus terbuka pada akhir hari; bergaris miring: "
                          "angka ditahan",
                          "Number of open cases at the end of the day; hatched: figure withheld"),
                13);
  }

  static std::string Text(double x, double y, const char* anchor, const std::string& text,
                          int size) {
    return "<text x=\"" + Px(x) + "\" y=\"" + Px(y) + "\" text-anchor=\"" + anchor +
           "\" font-size=\"" + std::to_string(size) + "\" fill=\"#111111\">" + Escaped(text) +
           "</text>\n";
  }

  static std::string Line(double x1, double y1, double x2, double y2) {
    return "<line x1=\"" + Px(x1) + "\" y1=\"" + Px(y1) + "\" x2=\"" + Px(x2) + "\" y2=\"" +
           Px(y2) + "\" stroke=\"#666666\"/>\n";
  }

  // A step for each point; figures withheld break it and are hatched over the panel's height.
  void Panel(const Series& series, double top, double height, int64_t scale) {
    const double base = top + height;
    const auto y = [&](int64_t value) {
      return base - height * static_cast<double>(value) / static_cast<double>(scale);
    };
    body_ += "<g role=\"group\"><title>" + Escaped(Told(series)) + "</title>\n";
    std::string path;
    for (size_t i = 0; i < series.values.size(); ++i) {
      const auto& value = series.values[i];
      if (!value) {
        body_ += "<rect x=\"" + Px(X(i)) + "\" y=\"" + Px(top) + "\" width=\"" + Px(slot_) +
                 "\" height=\"" + Px(height) + "\" fill=\"url(#withheld)\" stroke=\"#222222\"/>\n";
      } else if (*value > 0) {
        path += "M" + Px(X(i)) + " " + Px(base) + "V" + Px(y(*value)) + "H" + Px(X(i + 1)) + "V" +
                Px(base) + "Z";
      }
    }
    if (!path.empty()) body_ += "<path d=\"" + path + "\" fill=\"#444444\"/>\n";
    body_ += Line(kLeft, top, kLeft, base) + Line(kLeft, base, kWidth - kRight, base);
    body_ += Text(kLeft - 46, top + height / 2 + 5, "end", series.name, 13);
    body_ += Text(kLeft - 6, top + 9, "end", Number(language_, scale), 11);
    body_ += Text(kLeft - 6, base, "end", "0", 11);
    if (!series.values.empty()) {
      body_ += Text(kWidth - kRight + 8, top + height / 2 + 5, "start",
                    ValueText(language_, series.values.back()), 13);
    }
    body_ += "</g>\n";
  }

  // Days below the panels, and what both axes are.
  void Axis(double y) {
    const int points = history_.points_size();
    const int step = std::max(1, (points + kMostDays - 1) / kMostDays);
    body_ += "<g role=\"group\">\n";
    for (int i = 0; i < points; i += step) {
      const double x = X(static_cast<size_t>(i)) + slot_ / 2;
      body_ += Line(x, y - 6, x, y) + Text(x, y + 14, "middle", Day(i), 11);
    }
    body_ += Text((kLeft + kWidth - kRight) / 2, y + 40, "middle",
                  Say(language_, "Hari (akhir hari, WIB)", "Day (its end, WIB)"), 13);
    const double middle = (kTop + y) / 2;
    body_ += "<text transform=\"translate(18 " + Px(middle) +
             ") rotate(-90)\" text-anchor=\"middle\" fill=\"#111111\">" +
             Escaped(Say(language_, "Kasus terbuka", "Open cases")) + "</text>\n";
    body_ += Text(kWidth - kRight + 8, y + 14, "start", Say(language_, "terakhir", "last"), 11);
    body_ += "</g>\n";
  }

  TextLanguage language_;
  const v1::ListCaseloadHistoryResponse& history_;
  double slot_ = 0;
  std::string body_;
};

}  // namespace

std::string CaseloadSvg(TextLanguage language, const v1::ListCaseloadHistoryResponse& history) {
  return Picture(language, history).Draw();
}

}  // namespace setara
