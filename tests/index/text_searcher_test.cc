// Search on real indexes: what words find, and filters, facets, orders and pages against a naive
// walk over the facts.
#include "index/text_searcher.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <set>

#include "matcher/conditions.h"
#include "matcher/domain/errors.h"
#include "matcher/domain/geo.h"
#include "tests/index/testing.h"
#include "tests/matcher/generate.h"

namespace setara {
namespace {

using ::testing::ElementsAre;
using testing::GeneratedDay;
using ::testing::IsEmpty;
using testing::SomeOpenings;
using testing::TestIndex;
using ::testing::UnorderedElementsAre;

Opening Advert(int64_t row, std::string title, std::string description) {
  Opening opening;
  opening.row = row;
  opening.id = "o" + std::to_string(row);
  opening.title = std::move(title);
  opening.description = std::move(description);
  opening.open_from = GeneratedDay();
  return opening;
}

class WordsTest : public ::testing::Test {
 protected:
  WordsTest()
      : index_({Advert(1, "Teknisi Listrik", "Memperbaiki instalasi listrik di pabrik."),
                Advert(2, "Staf Gudang", "Mencatat barang; bukan teknisi."),
                Advert(3, "Electrical Technician", "Repairing machines and wiring, electrician."),
                Advert(4, "Programmer C++", "Pengembang perangkat lunak, kerja jarak jauh."),
                Advert(5, "Guru Tuli", "Mengajar bahasa isyarat."),
                Advert(6, "Penulis", "Menulis dan tulis-menulis konten; listrik industri."),
                Advert(7, "Kasir", "Magang kasir, lulusan baru, ada yang akan dan di.")},
               {}),
        searcher_(*index_.index) {}

  std::vector<int64_t> Find(const std::string& text, bool any = false) {
    OpeningQuery query;
    query.text = text;
    query.match_any = any;
    auto page = searcher_.Search(query);
    EXPECT_TRUE(page.ok()) << page.status();
    std::vector<int64_t> rows;
    if (!page.ok()) return rows;
    for (const FoundOpening& found : page->openings) rows.push_back(found.row);
    EXPECT_EQ(page->total, static_cast<int64_t>(rows.size()));
    EXPECT_EQ(page->sequence, index_.sequence);
    return rows;
  }

  TestIndex index_;
  TextSearcher searcher_;
};

TEST_F(WordsTest, FindsIndonesianWordsByStemAndSynonym) {
  EXPECT_THAT(Find("perbaikan"), ElementsAre(1));
  EXPECT_THAT(Find("teknisi listrik"), UnorderedElementsAre(1, 3));  // = electrician
}

TEST_F(WordsTest, FindsEnglishWordsByStem) {
  EXPECT_THAT(Find("repair machine"), ElementsAre(3));
  EXPECT_THAT(Find("electrical technicians"), ElementsAre(3));
}

TEST_F(WordsTest, AllWordsUnlessAnyIsEnough) {
  EXPECT_THAT(Find("teknisi gudang"), ElementsAre(2));
  EXPECT_THAT(Find("kasir gudang", true), UnorderedElementsAre(2, 7));
}

TEST_F(WordsTest, PhrasesAreTakenAsWritten) {
  EXPECT_THAT(Find("\"listrik industri\""), ElementsAre(6));
  EXPECT_THAT(Find("\"instalasi listrik\""), ElementsAre(1));
  EXPECT_THAT(Find("\"listrik instalasi\""), IsEmpty());
  EXPECT_THAT(Find("\"listrik memperbaiki\""), IsEmpty());  // not from title into description
}

TEST_F(WordsTest, PlusMustAndMinusMustNot) {
  EXPECT_THAT(Find("listrik -pabrik"), UnorderedElementsAre(6));
  EXPECT_THAT(Find("+gudang kasir", true), ElementsAre(2));
}

TEST_F(WordsTest, AStarFindsBeginnings) {
  EXPECT_THAT(Find("progr*"), ElementsAre(4));
  EXPECT_THAT(Find("instal* listr*"), ElementsAre(1));
}

TEST_F(WordsTest, SignsOfProgrammingLanguagesCount) {
  EXPECT_THAT(Find("c++"), ElementsAre(4));
  EXPECT_THAT(Find("c#"), IsEmpty());
}

TEST_F(WordsTest, TheDeafAreNotWriters) {
  EXPECT_THAT(Find("tuli"), ElementsAre(5));
  EXPECT_THAT(Find("tulis"), ElementsAre(6));
}

TEST_F(WordsTest, StopWordsAloneAreSearchedAsWritten) {
  EXPECT_THAT(Find("yang kasir"), ElementsAre(7));
  EXPECT_THAT(Find("yang"), ElementsAre(7));
}

TEST_F(WordsTest, TheTitleCountsMost) { EXPECT_EQ(Find("teknisi", true).front(), 1); }

TEST_F(WordsTest, ChangedAndDeletedOpeningsAreFoundAsTheyAreNow) {
  IndexBatch batch;
  batch.openings = {Advert(2, "Pengemudi", "Mobil boks.")};
  batch.deleted = {7};
  ASSERT_TRUE(index_.Apply(batch).ok());
  EXPECT_THAT(Find("gudang"), IsEmpty());
  EXPECT_THAT(Find("kasir"), IsEmpty());
  EXPECT_THAT(Find("pengemudi"), ElementsAre(2));
}

TEST_F(WordsTest, BadQueriesAreErrorsAndNeverNoResults) {
  OpeningQuery query;
  query.text = "\"open";
  EXPECT_EQ(FieldViolations(searcher_.Search(query).status()).at(0).field, "query");
  query = OpeningQuery();
  query.filters.regions = {"99.99"};
  EXPECT_EQ(FieldViolations(searcher_.Search(query).status()).at(0).field, "filter.region_codes");
  query = OpeningQuery();
  query.filters.occupations = {"25x"};
  EXPECT_EQ(FieldViolations(searcher_.Search(query).status()).at(0).field,
            "filter.occupation_codes");
  query = OpeningQuery();
  query.order = SearchOrder::kDistance;
  EXPECT_EQ(FieldViolations(searcher_.Search(query).status()).at(0).field, "order_by");
  query = OpeningQuery();
  query.limit = 1001;
  EXPECT_EQ(FieldViolations(searcher_.Search(query).status()).at(0).field, "page_size");
}

// Generated openings with words in two languages.
class FiltersTest : public ::testing::Test {
 protected:
  static constexpr int kCount = 2500;
  FiltersTest() : openings_(Make()), index_(openings_, {}), searcher_(*index_.index) {
    for (const Opening& opening : openings_) facts_[opening.row] = MakeOpeningFacts(opening);
  }

  static std::vector<Opening> Make() {
    std::vector<Opening> openings = SomeOpenings(3, kCount);
    testing::Random random(9);
    const std::vector<std::string> regions = {"33.72", "33.11", "31.71", "31", "", "64.71"};
    const std::vector<std::string> occupations = {"2512", "251", "25", "8322", "4", ""};
    for (Opening& opening : openings) {
      opening.title = random.Percent(30) ? "Teknisi" : "Kasir";
      opening.description = random.Percent(50) ? "gudang besar" : "toko kecil";
      opening.region_code = random.Pick(regions);
      opening.occupation_code = random.Pick(occupations);
      opening.employer_id = random.Percent(10) ? "E1" : "E2";
      opening.education = static_cast<EducationLevel>(random.Below(kEducationLevels));
      if (random.Percent(20)) opening.offered.insert(AccommodationId(36));  // A37, recruitment
    }
    return openings;
  }

  // Searches with and without words and compares rows and total with those that `passes` keeps.
  template <typename Passes>
  void ExpectSameAs(OpeningQuery query, Passes passes) {
    for (bool words : {false, true}) {
      query.text = words ? "gudang" : "";
      query.limit = kMaxPageSize;
      std::set<int64_t> expected, found;
      for (const Opening& opening : openings_) {
        bool has_words = !words || opening.description == "gudang besar";
        if (has_words && passes(opening, facts_.at(opening.row))) expected.insert(opening.row);
      }
      query.after = std::nullopt;
      while (true) {
        auto page = searcher_.Search(query);
        ASSERT_TRUE(page.ok()) << page.status();
        EXPECT_EQ(page->total, static_cast<int64_t>(expected.size()));
        for (const FoundOpening& opening : page->openings) {
          EXPECT_TRUE(found.insert(opening.row).second) << "twice: " << opening.row;
        }
        if (!page->more) break;
        query.after = page->openings.back().key;
      }
      EXPECT_EQ(found, expected);
      EXPECT_FALSE(expected.empty());
      EXPECT_LT(expected.size(), openings_.size());
    }
  }

  std::vector<Opening> openings_;
  TestIndex index_;
  TextSearcher searcher_;
  std::map<int64_t, OpeningFacts> facts_;
};

TEST_F(FiltersTest, RegionsWithAllBelowThem) {
  OpeningQuery query;
  query.filters.regions = {"33"};
  ExpectSameAs(query, [](const Opening& o, auto&) { return o.region_code.starts_with("33"); });
  query.filters.regions = {"33.72", "31"};
  ExpectSameAs(query, [](const Opening& o, auto&) {
    return o.region_code == "33.72" || o.region_code.starts_with("31");
  });
}

TEST_F(FiltersTest, OccupationsWithAllBelowThem) {
  OpeningQuery query;
  query.filters.occupations = {"25"};
  ExpectSameAs(query, [](const Opening& o, auto&) { return o.occupation_code.starts_with("25"); });
  query.filters.occupations = {"251", "8"};
  ExpectSameAs(query, [](const Opening& o, auto&) {
    return o.occupation_code.starts_with("251") || o.occupation_code.starts_with("8");
  });
}

TEST_F(FiltersTest, EnumsWageDatesAndEmployer) {
  OpeningQuery query;
  query.filters.kinds = {WorkKind::kEmployment, WorkKind::kApprenticeship};
  ExpectSameAs(query, [](const Opening& o, auto&) {
    return o.kind == WorkKind::kEmployment || o.kind == WorkKind::kApprenticeship;
  });
  query = OpeningQuery();
  query.filters.arrangements = {Arrangement::kRemote};
  ExpectSameAs(query,
               [](const Opening& o, auto&) { return o.arrangement == Arrangement::kRemote; });
  query = OpeningQuery();
  query.filters.education_at_most = EducationLevel::kUpperSecondary;
  ExpectSameAs(query, [](const Opening& o, auto&) {
    return o.education <= EducationLevel::kUpperSecondary;
  });
  query = OpeningQuery();
  query.filters.wage_at_least_idr_per_month = 4'000'000;
  ExpectSameAs(query, [](auto&, const OpeningFacts& f) { return WageOf(f) >= 4000; });
  query = OpeningQuery();
  query.filters.employer_id = "E1";
  ExpectSameAs(query, [](const Opening& o, auto&) { return o.employer_id == "E1"; });
  query = OpeningQuery();
  query.filters.open_on = GeneratedDay();
  ExpectSameAs(query, [](const Opening& o, auto&) {
    return o.state == OpeningState::kOpen && o.open_from <= GeneratedDay() &&
           (!o.open_until || GeneratedDay() < *o.open_until);
  });
  query = OpeningQuery();
  query.filters.posted_since = GeneratedDay() - std::chrono::days(10);
  ExpectSameAs(query, [](const Opening& o, auto&) {
    return o.posted_on && *o.posted_on >= GeneratedDay() - std::chrono::days(10);
  });
}

TEST_F(FiltersTest, OfferedAccommodationsOfEveryPhase) {
  OpeningQuery query;
  query.filters.offered.insert(AccommodationId(36));
  ExpectSameAs(query,
               [](const Opening& o, auto&) { return o.offered.contains(AccommodationId(36)); });
  query = OpeningQuery();
  query.filters.offered.insert(AccommodationId(27));  // A28, which remote work implies
  ExpectSameAs(query, [](const Opening& o, auto&) {
    return o.offered.contains(AccommodationId(27)) || o.arrangement == Arrangement::kRemote;
  });
}

TEST_F(FiltersTest, DistanceFromAPoint) {
  OpeningQuery query;
  query.filters.near = GeoPoint{-7'570'000, 110'820'000};
  query.filters.radius_metres = 60'000;
  ExpectSameAs(query, [&](const Opening& o, const OpeningFacts& f) {
    if (o.arrangement == Arrangement::kRemote) return true;
    return f.latitude_e6 != kNoPoint &&
           DistanceMetres(-7'570'000, 110'820'000, f.latitude_e6, f.longitude_e6) <= 60'000;
  });
}

TEST_F(FiltersTest, RemoteWorkIsNoDistanceAway) {
  OpeningQuery query;
  query.order = SearchOrder::kDistance;
  query.filters.near = GeoPoint{-7'570'000, 110'820'000};
  query.filters.arrangements = {Arrangement::kRemote};
  query.limit = 1000;
  auto page = searcher_.Search(query);
  ASSERT_TRUE(page.ok()) << page.status();
  EXPECT_FALSE(page->openings.empty());
  for (const FoundOpening& found : page->openings) EXPECT_EQ(found.key.key, 0);
}

TEST_F(FiltersTest, OrdersPutUnknownLastAndBreakTiesByRow) {
  for (SearchOrder order : {SearchOrder::kDate, SearchOrder::kWage, SearchOrder::kDistance}) {
    OpeningQuery query;
    query.order = order;
    query.filters.near = GeoPoint{-7'570'000, 110'820'000};
    query.limit = 37;
    std::vector<SearchKey> keys;
    while (true) {
      auto page = searcher_.Search(query);
      ASSERT_TRUE(page.ok()) << page.status();
      for (const FoundOpening& found : page->openings) keys.push_back(found.key);
      if (!page->more) break;
      query.after = keys.back();
    }
    EXPECT_EQ(keys.size(), openings_.size());
    for (size_t i = 1; i < keys.size(); ++i) {
      EXPECT_TRUE(keys[i - 1].key > keys[i].key ||
                  (keys[i - 1].key == keys[i].key && keys[i - 1].row < keys[i].row));
    }
  }
}

TEST_F(FiltersTest, FacetsAreExact) {
  OpeningQuery query;
  query.text = "teknisi";
  query.facets = (1u << kFacets) - 1;
  query.today = GeneratedDay();
  auto page = searcher_.Search(query);
  ASSERT_TRUE(page.ok()) << page.status();
  ASSERT_EQ(page->facets.size(), static_cast<size_t>(kFacets));
  std::map<std::pair<Facet, std::string>, int64_t> expected, found;
  for (const Opening& o : openings_) {
    if (o.title != "Teknisi") continue;
    const OpeningFacts& facts = facts_.at(o.row);
    if (!o.region_code.empty()) ++expected[{Facet::kProvince, o.region_code.substr(0, 2)}];
    if (o.region_code.size() == 5) ++expected[{Facet::kRegency, o.region_code}];
    if (!o.occupation_code.empty()) {
      ++expected[{Facet::kOccupationMajor, o.occupation_code.substr(0, 1)}];
    }
    if (o.occupation_code.size() >= 2) {
      ++expected[{Facet::kOccupationSubMajor, o.occupation_code.substr(0, 2)}];
    }
    auto count = [&](Facet facet, int value) {
      if (value != 0) ++expected[{facet, std::to_string(value)}];
    };
    count(Facet::kWorkKind, static_cast<int>(o.kind));
    count(Facet::kHours, static_cast<int>(o.hours));
    count(Facet::kArrangement, static_cast<int>(o.arrangement));
    count(Facet::kEducation, static_cast<int>(o.education));
    AccommodationSet(facts.offered).ForEach([&](AccommodationId id) {
      ++expected[{Facet::kOffered, ToString(id)}];
    });
    int64_t age = o.posted_on ? (GeneratedDay() - *o.posted_on).count() : 0;
    ++expected[{Facet::kPosted, !o.posted_on ? "unknown"
                                : age <= 1   ? "1"
                                : age <= 7   ? "7"
                                : age <= 30  ? "30"
                                : age <= 90  ? "90"
                                             : "older"}];
  }
  for (const FacetCounts& facet : page->facets) {
    for (const FacetValue& value : facet.values) found[{facet.facet, value.value}] = value.count;
  }
  EXPECT_EQ(found, expected);
}

TEST_F(FiltersTest, StopsWhenTheCallerNoLongerWaits) {
  OpeningQuery query;
  query.interrupted = [] { return true; };
  std::vector<Opening> many = SomeOpenings(4, 5000);
  TestIndex large(many, {});
  EXPECT_EQ(TextSearcher(*large.index).Search(query).status().code(),
            absl::StatusCode::kDeadlineExceeded);
}

}  // namespace
}  // namespace setara
