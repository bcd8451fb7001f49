// Openings over gRPC: records, and what searches see of them.
#include <set>

#include "tests/e2e/test_server.h"

namespace setara {
namespace {

using grpc::StatusCode;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

class OpeningsTest : public ::testing::Test {
 protected:
  v1::SearchOpeningsResponse Search(const std::string& text) {
    v1::SearchOpeningsResponse found;
    EXPECT_THAT(server_.Call(&Openings::SearchOpenings, Text<v1::SearchOpeningsRequest>(text),
                             &found, {server_.token()}),
                IsOk());
    return found;
  }
  std::vector<std::string> TitlesFound(const std::string& text) {
    std::vector<std::string> titles;
    const v1::SearchOpeningsResponse found = Search(text);
    for (const v1::OpeningHit& hit : found.hits()) titles.push_back(hit.opening().title());
    return titles;
  }
  grpc::Status Create(const std::string& text, v1::Opening* stored) {
    return server_.Call(&Openings::CreateOpening, Text<v1::CreateOpeningRequest>(text), stored);
  }
  grpc::Status Update(const std::string& text, v1::Opening* stored) {
    return server_.Call(&Openings::UpdateOpening, Text<v1::UpdateOpeningRequest>(text), stored);
  }
  v1::Opening Get(const std::string& name) {
    v1::GetOpeningRequest request;
    request.set_name(name);
    v1::Opening opening;
    EXPECT_THAT(server_.Call(&Openings::GetOpening, request, &opening), IsOk());
    return opening;
  }

  TestServer server_;
};

TEST_F(OpeningsTest, CreatingCodesTitleAndSkillsAndFillsDefaults) {
  v1::Opening opening = server_.CreateOpening(
      "title: 'Teknisi Listrik' region_code: '33.72' skill_words: 'Microsoft Excel'");
  EXPECT_THAT(opening.name(), ::testing::StartsWith("openings/"));
  EXPECT_EQ(opening.occupation_origin(), v1::OCCUPATION_ORIGIN_TITLE_INDEX);
  EXPECT_THAT(opening.occupation_code(), ::testing::StartsWith("74"));
  EXPECT_GT(opening.occupation_confidence(), 0);
  EXPECT_THAT(opening.skills(), ::testing::Not(IsEmpty()));
  EXPECT_EQ(opening.state(), v1::OPENING_STATE_OPEN);
  EXPECT_EQ(opening.positions(), 1);
  EXPECT_EQ(opening.open_from().year(), 2025);  // the clock's day
  EXPECT_EQ(Get(opening.name()).SerializeAsString(), opening.SerializeAsString());
}

TEST_F(OpeningsTest, AStatedOccupationStands) {
  v1::Opening opening = server_.CreateOpening("title: 'Teknisi Listrik' occupation_code: '4110'");
  EXPECT_EQ(opening.occupation_code(), "4110");
  EXPECT_EQ(opening.occupation_origin(), v1::OCCUPATION_ORIGIN_STATED);
}

TEST_F(OpeningsTest, ListPagesCoverAllOnceInOrder) {
  for (int i = 0; i < 5; ++i) {
    server_.CreateOpening("region_code: '33.72' title: 'Kasir " + std::to_string(i) + "'");
  }
  server_.CreateOpening("region_code: '31.71' title: 'Lain'");
  v1::ListOpeningsRequest request;
  request.set_region_code("33");
  request.set_page_size(2);
  std::vector<std::string> titles;
  v1::ListOpeningsResponse page;
  do {
    request.set_page_token(page.next_page_token());
    ASSERT_THAT(server_.Call(&Openings::ListOpenings, request, &page), IsOk());
    for (const v1::Opening& opening : page.openings()) titles.push_back(opening.title());
  } while (!page.next_page_token().empty());
  EXPECT_THAT(titles, ElementsAre("Kasir 0", "Kasir 1", "Kasir 2", "Kasir 3", "Kasir 4"));
}

TEST_F(OpeningsTest, UpdateChangesOnlyWhatTheMaskNames) {
  v1::Opening before =
      server_.CreateOpening("title: 'Kasir' positions: 3 wage_min_idr_per_month: 2000000");
  v1::Opening after;
  ASSERT_THAT(Update("opening { name: '" + before.name() +
                         "' title: 'Barista' positions: 9 } update_mask { paths: 'title' paths: "
                         "'wage_min_idr_per_month' }",
                     &after),
              IsOk());
  EXPECT_EQ(after.title(), "Barista");
  EXPECT_EQ(after.positions(), 3);
  EXPECT_FALSE(after.has_wage_min_idr_per_month());
  EXPECT_NE(after.etag(), before.etag());
  EXPECT_EQ(after.occupation_code().substr(0, 2), "51") << "coded again from the new title";
}

TEST_F(OpeningsTest, WritingBackWhatWasReadKeepsAGuessedOccupationAGuess) {
  v1::Opening before = server_.CreateOpening("title: 'Teknisi Listrik'");
  v1::UpdateOpeningRequest request;
  *request.mutable_opening() = before;
  request.mutable_opening()->set_positions(4);
  v1::Opening after;
  ASSERT_THAT(server_.Call(&Openings::UpdateOpening, request, &after), IsOk());
  EXPECT_EQ(after.occupation_code(), before.occupation_code());
  EXPECT_EQ(after.occupation_origin(), v1::OCCUPATION_ORIGIN_TITLE_INDEX);
}

TEST_F(OpeningsTest, AnOldEtagIsAborted) {
  v1::Opening first = server_.CreateOpening("title: 'Kasir'");
  v1::Opening second;
  const std::string update =
      "opening { name: '" + first.name() + "' etag: '" + first.etag() + "' positions: 2 }";
  ASSERT_THAT(Update(update, &second), IsOk());
  EXPECT_THAT(Update(update, &second), IsError(StatusCode::ABORTED, "ETAG_MISMATCH"));
  EXPECT_THAT(Update(update + " validate_only: true", &second),
              IsError(StatusCode::ABORTED, "ETAG_MISMATCH"));
  v1::CloseOpeningRequest close;
  close.set_name(first.name());
  close.set_etag(first.etag());
  EXPECT_THAT(server_.Call(&Openings::CloseOpening, close, &second),
              IsError(StatusCode::ABORTED, "ETAG_MISMATCH"));
}

TEST_F(OpeningsTest, ARepeatedRequestIdStoresNothing) {
  const std::string create = "opening { title: 'Kasir' } request_id: 'a1'";
  v1::Opening first, again, other;
  ASSERT_THAT(Create(create, &first), IsOk());
  ASSERT_THAT(Create(create, &again), IsOk());
  EXPECT_EQ(first.name(), again.name());
  ASSERT_THAT(Create("opening { title: 'Kasir' } request_id: 'a2'", &other), IsOk());
  EXPECT_NE(first.name(), other.name());
}

TEST_F(OpeningsTest, ValidateOnlyAnswersButStoresNothing) {
  v1::Opening checked;
  ASSERT_THAT(Create("opening { title: 'Kasir' } validate_only: true", &checked), IsOk());
  EXPECT_EQ(checked.title(), "Kasir");
  EXPECT_EQ(checked.name(), "");
  v1::Opening stored = server_.CreateOpening("title: 'Kasir'");
  ASSERT_THAT(Update("opening { name: '" + stored.name() + "' title: 'Lain' } validate_only: true",
                     &checked),
              IsOk());
  EXPECT_EQ(checked.title(), "Lain");
  EXPECT_EQ(Get(stored.name()).title(), "Kasir");
  EXPECT_EQ(server_.Info().records_at().sequence(), 1);
}

TEST_F(OpeningsTest, ValidateOnlyFindsWhatStoringWouldFind) {
  server_.CreateOpening("title: 'Kasir' source: 's' source_id: '1'");
  v1::Opening checked;
  EXPECT_THAT(
      Create("opening { title: 'Kasir' source: 's' source_id: '1' } validate_only: true", &checked),
      IsError(StatusCode::ALREADY_EXISTS, "RESOURCE_EXISTS"));
  const std::string nowhere = "opening { title: 'Kasir' employer: 'employers/NONE' }";
  EXPECT_THAT(Create(nowhere, &checked), IsBadField("opening.employer"));
  EXPECT_THAT(Create(nowhere + " validate_only: true", &checked), IsBadField("opening.employer"));
}

TEST_F(OpeningsTest, UnknownNamesAreNotFound) {
  v1::Opening none;
  EXPECT_THAT(server_.Call(&Openings::GetOpening,
                           Text<v1::GetOpeningRequest>("name: 'openings/NONE'"), &none),
              IsError(StatusCode::NOT_FOUND, "RESOURCE_NOT_FOUND"));
  EXPECT_THAT(Update("opening { name: 'openings/NONE' title: 'x' }", &none),
              IsError(StatusCode::NOT_FOUND, "RESOURCE_NOT_FOUND"));
}

TEST_F(OpeningsTest, ASearchWithTheTokenSeesEachWrite) {
  v1::Opening opening = server_.CreateOpening("title: 'Penjahit kebaya'");
  EXPECT_THAT(TitlesFound("query: 'kebaya'"), ElementsAre("Penjahit kebaya"));
  ASSERT_THAT(
      Update("opening { name: '" + opening.name() + "' title: 'Penjahit batik' }", &opening),
      IsOk());
  EXPECT_THAT(TitlesFound("query: 'kebaya'"), IsEmpty());
  EXPECT_THAT(TitlesFound("query: 'batik'"), ElementsAre("Penjahit batik"));
  v1::CloseOpeningRequest close;
  close.set_name(opening.name());
  ASSERT_THAT(server_.Call(&Openings::CloseOpening, close, &opening), IsOk());
  EXPECT_EQ(opening.state(), v1::OPENING_STATE_CLOSED);
  EXPECT_THAT(TitlesFound("query: 'batik'"), IsEmpty());
  EXPECT_THAT(TitlesFound("query: 'batik' include_closed: true"), ElementsAre("Penjahit batik"));
  v1::DeleteOpeningRequest erase;
  erase.set_name(opening.name());
  google::protobuf::Empty empty;
  ASSERT_THAT(server_.Call(&Openings::DeleteOpening, erase, &empty), IsOk());
  EXPECT_THAT(TitlesFound("query: 'batik' include_closed: true"), IsEmpty());
}

TEST_F(OpeningsTest, AClosedOpeningIsNotFoundWhileTheIndexLags) {
  v1::Opening opening = server_.CreateOpening("title: 'Penjahit'");
  EXPECT_THAT(TitlesFound("query: 'penjahit'"), SizeIs(1));
  v1::CloseOpeningRequest close;
  close.set_name(opening.name());
  ASSERT_THAT(server_.Call(&Openings::CloseOpening, close, &opening), IsOk());
  v1::SearchOpeningsResponse found;
  ASSERT_THAT(server_.Call(&Openings::SearchOpenings,
                           Text<v1::SearchOpeningsRequest>("query: 'penjahit'"), &found),
              IsOk());
  EXPECT_THAT(found.hits(), IsEmpty());
}

TEST_F(OpeningsTest, TokensOfAnotherLogAreRefused) {
  v1::SearchOpeningsResponse found;
  const v1::SearchOpeningsRequest request;
  EXPECT_EQ(server_.Call(&Openings::SearchOpenings, request, &found, {"elsewhere:1"}).error_code(),
            StatusCode::FAILED_PRECONDITION);
  EXPECT_THAT(server_.Call(&Openings::SearchOpenings, request, &found, {"no token"}),
              IsBadField("setara-consistency-token"));
  server_.CreateOpening("title: 'Kasir'");
  const std::string epoch = server_.token().substr(0, server_.token().rfind(':'));
  EXPECT_EQ(
      server_.Call(&Openings::SearchOpenings, request, &found, {epoch + ":999999"}).error_code(),
      StatusCode::INVALID_ARGUMENT);
}

TEST_F(OpeningsTest, HighlightsAreByteRangesOfTheSnippet) {
  server_.CreateOpening(
      "title: 'Teknisi \\303\\251lektro listrik' description: 'Merawat panel listrik pabrik.'");
  v1::SearchOpeningsResponse found = Search("query: 'listrik'");
  ASSERT_THAT(found.hits(), SizeIs(1));
  for (const v1::Snippet* snippet : {&found.hits(0).title(), &found.hits(0).description()}) {
    ASSERT_THAT(snippet->highlights(), SizeIs(1));
    const v1::TextRange& range = snippet->highlights(0);
    EXPECT_EQ(snippet->text().substr(static_cast<size_t>(range.begin()),
                                     static_cast<size_t>(range.end() - range.begin())),
              "listrik");
  }
}

TEST_F(OpeningsTest, FacetsCountEveryOpeningFound) {
  server_.CreateOpening("title: 'Kasir' region_code: '33.72' arrangement: ARRANGEMENT_ON_SITE");
  server_.CreateOpening("title: 'Kasir' region_code: '33.72' arrangement: ARRANGEMENT_REMOTE");
  server_.CreateOpening("title: 'Kasir' region_code: '31.71'");
  v1::SearchOpeningsResponse found =
      Search("page_size: 1 facets: [FACET_PROVINCE, FACET_ARRANGEMENT]");
  EXPECT_EQ(found.total_size(), 3);
  ASSERT_THAT(found.facets(), SizeIs(2));
  EXPECT_EQ(found.facets(0).facet(), v1::FACET_PROVINCE);
  ASSERT_THAT(found.facets(0).values(), SizeIs(2));
  EXPECT_EQ(found.facets(0).values(0).value(), "33");
  EXPECT_EQ(found.facets(0).values(0).count(), 2);
  EXPECT_EQ(found.facets(0).values(0).label().indonesian(), "Jawa Tengah");
  EXPECT_THAT(found.facets(1).values(), SizeIs(2)) << "not known is no value of its own";
}

TEST_F(OpeningsTest, SearchPagesCoverAllOnceAndBelongToTheirQuery) {
  for (int i = 0; i < 7; ++i) server_.CreateOpening("title: 'Kasir toko'");
  v1::SearchOpeningsRequest request =
      Text<v1::SearchOpeningsRequest>("query: 'kasir' page_size: 3");
  std::set<std::string> names;
  v1::SearchOpeningsResponse page;
  std::string first_token;
  do {
    request.set_page_token(page.next_page_token());
    ASSERT_THAT(server_.Call(&Openings::SearchOpenings, request, &page, {server_.token()}), IsOk());
    EXPECT_EQ(page.total_size(), 7);
    for (const v1::OpeningHit& hit : page.hits()) {
      EXPECT_TRUE(names.insert(hit.opening().name()).second);
    }
    if (first_token.empty()) first_token = page.next_page_token();
  } while (!page.next_page_token().empty());
  EXPECT_THAT(names, SizeIs(7));
  request.set_page_token(first_token);
  request.set_query("toko");
  EXPECT_THAT(server_.Call(&Openings::SearchOpenings, request, &page), IsBadField("page_token"));
}

TEST_F(OpeningsTest, OrdersByDistanceAndFiltersByRadius) {
  // From Surakarta: itself, Yogyakarta (about 55 km), Jakarta (about 460 km), and one remote.
  server_.CreateOpening("title: 'Jakarta' region_code: '31.71'");
  server_.CreateOpening("title: 'Surakarta' region_code: '33.72'");
  server_.CreateOpening("title: 'Yogyakarta' region_code: '34.71'");
  const std::string near = "near { latitude_e6: -7566000 longitude_e6: 110828000 } ";
  EXPECT_THAT(TitlesFound(near + "order: SEARCH_ORDER_DISTANCE"),
              ElementsAre("Surakarta", "Yogyakarta", "Jakarta"));
  EXPECT_THAT(TitlesFound(near + "order: SEARCH_ORDER_DISTANCE radius_km: 100"),
              ElementsAre("Surakarta", "Yogyakarta"));
  v1::SearchOpeningsResponse found = Search(near + "order: SEARCH_ORDER_DISTANCE");
  EXPECT_LT(found.hits(0).distance_metres(), 20'000);
  EXPECT_GT(found.hits(2).distance_metres(), 400'000);
}

TEST_F(OpeningsTest, ARestartedServerAnswersTheSame) {
  v1::Opening opening = server_.CreateOpening("title: 'Penjahit kebaya'");
  server_.Stop();
  server_.Start();
  EXPECT_EQ(Get(opening.name()).SerializeAsString(), opening.SerializeAsString());
  EXPECT_THAT(TitlesFound("query: 'kebaya'"), ElementsAre("Penjahit kebaya"));
}

}  // namespace
}  // namespace setara
