#include "clients/caseload_svg.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

#include "clients/xml_reader.h"

namespace setara {
namespace {

using ::testing::Contains;
using ::testing::HasSubstr;
using ::testing::Not;

v1::ListCaseloadHistoryResponse History() {
  v1::ListCaseloadHistoryResponse history;
  for (int month = 1; month <= 12; ++month) {
    v1::CaseloadPoint* point = history.add_points();
    point->mutable_day()->set_year(2026);
    point->mutable_day()->set_month(month);
    point->mutable_day()->set_day(28);
    point->mutable_open_cases()->set_value(10 * month);
    auto* rehab = point->add_states();
    rehab->set_state(v1::CASE_STATE_REHAB);
    rehab->mutable_cases()->set_value(8 * month);
    auto* trial = point->add_states();
    trial->set_state(v1::CASE_STATE_TRIAL);
    trial->mutable_cases();  // withheld
    auto* paused = point->add_states();
    paused->set_state(v1::CASE_STATE_PAUSED);
    paused->mutable_cases()->set_value(0);
  }
  return history;
}

// What a screen reader and a plain reader get of the picture.
class Reader : public XmlVisitor {
 public:
  bool Start(std::string_view element, const XmlAttributes& attributes) override {
    path_.emplace_back(element);
    if (element == "svg") labelled_by = attributes.Get("aria-labelledby");
    if (element == "svg") role = attributes.Get("role");
    if (!attributes.Get("id").empty()) ids.emplace(attributes.Get("id"));
    for (const char* paint : {"fill", "stroke"}) {
      const std::string_view colour = attributes.Get(paint);
      if (!colour.empty()) paints.emplace(colour);
    }
    return true;
  }
  bool End(std::string_view) override {
    path_.pop_back();
    return true;
  }
  bool Text(std::string_view text) override {
    if (path_.back() == "title") titles.emplace_back(text);
    if (path_.back() == "desc") description += text;
    if (path_.back() == "text") texts.emplace_back(text);
    return true;
  }

  std::string role, labelled_by, description;
  std::set<std::string> ids, paints;
  std::vector<std::string> titles, texts;

 private:
  std::vector<std::string> path_;
};

Reader Read(const std::string& svg) {
  Reader reader;
  EXPECT_TRUE(ReadXml(svg, reader)) << svg;
  return reader;
}

TEST(CaseloadSvgTest, IsWellFormedAndTellsScreenReadersWhatItShows) {
  const Reader reader = Read(CaseloadSvg(TextLanguage::kIndonesian, History()));
  EXPECT_EQ(reader.role, "img");
  EXPECT_EQ(reader.labelled_by, "title desc");
  EXPECT_THAT(reader.ids, Contains("title"));
  EXPECT_THAT(reader.ids, Contains("desc"));
  EXPECT_EQ(reader.titles[0], "Beban kasus kembali bekerja menurut status");
  EXPECT_THAT(reader.description,
              HasSubstr("Semua kasus terbuka: 10 pada 2026-01-28, tertinggi 120 pada 2026-12-28, "
                        "terakhir 120 pada 2026-12-28."));
  EXPECT_THAT(reader.description, HasSubstr("rehabilitasi: 8 pada 2026-01-28"));
  EXPECT_THAT(reader.description, HasSubstr("coba kerja: ditahan pada 2026-01-28"));
}

TEST(CaseloadSvgTest, IsReadWithoutColour) {
  const Reader reader = Read(CaseloadSvg(TextLanguage::kEnglish, History()));
  for (const char* text : {"All open cases", "rehabilitation", "work trial", "120", "96",
                           "withheld", "2026-01-28", "Open cases", "Day (its end, WIB)"}) {
    EXPECT_THAT(reader.texts, Contains(text));
  }
  EXPECT_THAT(reader.texts, Not(Contains("paused")));  // nobody, all the time
  for (const std::string& paint : reader.paints) {
    const bool grey = paint.size() == 7 && paint.substr(1, 2) == paint.substr(3, 2) &&
                      paint.substr(3, 2) == paint.substr(5, 2);
    EXPECT_TRUE(grey || paint == "url(#withheld)") << paint;
  }
}

TEST(CaseloadSvgTest, WithoutDataItSaysSo) {
  const Reader reader = Read(CaseloadSvg(TextLanguage::kEnglish, {}));
  EXPECT_EQ(reader.description, "There are no data for this time.");
}

TEST(CaseloadSvgTest, AThousandPointsKeepTheAxisReadable) {
  v1::ListCaseloadHistoryResponse history;
  for (int i = 0; i < 1000; ++i) {
    v1::CaseloadPoint* point = history.add_points();
    point->mutable_day()->set_year(2024 + i / 365);
    point->mutable_day()->set_month(1 + i % 365 / 31);
    point->mutable_day()->set_day(1 + i % 28);
    point->mutable_open_cases()->set_value(i % 37);
  }
  const std::string svg = CaseloadSvg(TextLanguage::kEnglish, history);
  const Reader reader = Read(svg);
  EXPECT_LT(reader.texts.size(), 20U);
  EXPECT_LT(svg.size(), 100'000U);
}

}  // namespace
}  // namespace setara
