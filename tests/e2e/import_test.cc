// Imports over gRPC: repeatable, honest about what did not land.
#include <algorithm>
#include <filesystem>

#include "tests/e2e/test_server.h"

namespace setara {
namespace {

using grpc::StatusCode;
using ::testing::Contains;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::SizeIs;

constexpr char kHeader[] = "source,source_id,title,employer_display_name,region_code,open_from";

class ImportTest : public ::testing::Test {
 protected:
  static v1::ImportRecordsRequest Csv(v1::RecordKind kind, const std::string& header,
                                      const std::string& rows) {
    v1::ImportRecordsRequest request;
    request.set_kind(kind);
    request.set_format(v1::IMPORT_FORMAT_CSV);
    request.set_csv_header(header);
    request.set_data(rows);
    request.set_first_line(2);
    return request;
  }
  v1::ImportRecordsResponse Import(const v1::ImportRecordsRequest& request) {
    v1::ImportRecordsResponse response;
    EXPECT_THAT(server_.Call(&Imports::ImportRecords, request, &response), IsOk());
    return response;
  }
  v1::ImportRecordsResponse ImportOpenings(const std::string& rows) {
    return Import(Csv(v1::RECORD_KIND_OPENING, kHeader, rows));
  }
  int64_t Sequence() { return server_.Info().records_at().sequence(); }

  TestServer server_;
};

TEST_F(ImportTest, ASecondRunChangesNothing) {
  const std::string rows =
      "s,1,Teknisi Listrik,PT Satu,33.72,2025-01-02\ns,2,\"Kasir, toko\",PT Dua,33.72,2025-01-02\n";
  v1::ImportRecordsResponse first = ImportOpenings(rows);
  EXPECT_EQ(first.inserted(), 2);
  EXPECT_THAT(first.rejects(), IsEmpty());
  const int64_t sequence = Sequence();
  v1::ImportRecordsResponse second = ImportOpenings(rows);
  EXPECT_EQ(second.unchanged(), 2);
  EXPECT_EQ(second.inserted() + second.updated(), 0);
  EXPECT_EQ(Sequence(), sequence);
  v1::ImportRecordsResponse third = ImportOpenings("s,1,Teknisi Mesin,PT Satu,33.72,2025-01-02\n");
  EXPECT_EQ(third.updated(), 1);
}

TEST_F(ImportTest, AnOpeningWithoutAFirstDayLandsAlsoWhenItIsOver) {
  v1::ImportRecordsRequest request =
      Csv(v1::RECORD_KIND_OPENING, "source,source_id,title,open_until",
          "s,1,Kasir,2020-01-31\ns,2,Kasir,\ns,3,Kasir,2999-01-01\n");
  EXPECT_EQ(Import(request).inserted(), 3);
  EXPECT_EQ(Import(request).unchanged(), 3);
  v1::ListOpeningsResponse listed;
  ASSERT_THAT(server_.Call(&Openings::ListOpenings, v1::ListOpeningsRequest(), &listed), IsOk());
  ASSERT_THAT(listed.openings(), SizeIs(3));
  EXPECT_EQ(listed.openings(0).open_from().ShortDebugString(), "year: 2020 month: 1 day: 30");
  // The other two open on the day of the import.
  EXPECT_EQ(listed.openings(1).open_from().ShortDebugString(),
            listed.openings(2).open_from().ShortDebugString());
  EXPECT_GT(listed.openings(1).open_from().year(), 2020);
}

TEST_F(ImportTest, BadRowsAreToldWhileGoodOnesLand) {
  v1::ImportRecordsResponse response = ImportOpenings(
      "s,1,Kasir,PT Satu,33.72,2025-01-02\n"
      "s,2,,PT Satu,33.72,2025-01-02\n"
      "s,3,Kasir,PT Satu,99.99,2025-01-02\n"
      "s,4,Kasir,PT Satu,33.72,2025-02-30\n"
      "s,5,Kasir,PT Satu\n"
      "s,6,Kasir,PT Satu,33.72,2025-01-02\n");
  EXPECT_EQ(response.inserted(), 2);
  ASSERT_THAT(response.rejects(), SizeIs(4));
  const std::vector<std::string> fields = {"title", "region_code", "open_from", ""};
  for (int i = 0; i < 4; ++i) {
    EXPECT_EQ(response.rejects(i).line(), i + 3);
    EXPECT_EQ(response.rejects(i).field(), fields[static_cast<size_t>(i)]);
    EXPECT_NE(response.rejects(i).reason(), "");
  }
}

TEST_F(ImportTest, ATruncatedFileLosesOnlyItsLastRecord) {
  v1::ImportRecordsResponse response =
      ImportOpenings("s,1,Kasir,PT Satu,33.72,2025-01-02\ns,2,\"Kasir tanpa penut");
  EXPECT_EQ(response.inserted(), 1);
  ASSERT_THAT(response.rejects(), SizeIs(1));
  EXPECT_EQ(response.rejects(0).line(), 3);
}

TEST_F(ImportTest, ValidateOnlyCountsButStoresNothing) {
  auto request = Csv(v1::RECORD_KIND_OPENING, kHeader,
                     "s,1,Kasir,PT Satu,33.72,2025-01-02\ns,2,,PT Satu,33.72,2025-01-02\n");
  request.set_validate_only(true);
  v1::ImportRecordsResponse response = Import(request);
  EXPECT_EQ(response.inserted(), 1);
  EXPECT_THAT(response.rejects(), SizeIs(1));
  EXPECT_EQ(Sequence(), 0);
}

TEST_F(ImportTest, TheSameWorkFromAnotherSourceIsCounted) {
  ImportOpenings("s,1,Teknisi Listrik,PT Satu,33.72,2025-01-02\n");
  v1::ImportRecordsResponse other = ImportOpenings(
      "t,9,TEKNISI LISTRIK,\"PT. Satu\",33.72,2025-01-05\nt,8,Kasir,PT Satu,33.72,2025-01-05\n");
  EXPECT_EQ(other.inserted(), 2);
  EXPECT_EQ(other.possible_duplicates(), 1);
}

TEST_F(ImportTest, PeopleEmployersHeadcountsAndWorkersComeInTurn) {
  EXPECT_EQ(Import(Csv(v1::RECORD_KIND_EMPLOYER, "source,source_id,display_name,kind",
                       "e,1,PT Satu,EMPLOYER_KIND_PRIVATE\n"))
                .inserted(),
            1);
  v1::ImportRecordsResponse headcounts = Import(
      Csv(v1::RECORD_KIND_HEADCOUNT,
          "employer_source,employer_source_id,valid_from,workers,workers_with_disabilities",
          "e,1,2025-01-01,350,2\ne,1,2025-02-01,-5,0\ne,1,2025-03-01,5,6\ne,7,2025-01-01,10,1\n"));
  EXPECT_EQ(headcounts.inserted(), 1);
  EXPECT_THAT(headcounts.rejects(), SizeIs(3));
  EXPECT_EQ(
      Import(Csv(v1::RECORD_KIND_WORKER,
                 "employer_source,employer_source_id,person,source,source_id,relation,valid_from",
                 "e,1,p1,w,1,EMPLOYMENT_RELATION_PERMANENT,2025-01-01\n"))
          .inserted(),
      1);
  v1::ImportRecordsResponse people =
      Import(Csv(v1::RECORD_KIND_SEEKER, "source,source_id,identity.full_name,identity.nik",
                 "p,1,Siti,3372004502900001\np,2,Rahasia,3372991345678901\n"
                 "p,3,Budi,3372004502900001\n"));
  EXPECT_EQ(people.inserted(), 1);
  ASSERT_THAT(people.rejects(), SizeIs(2));
  for (const v1::ImportReject& reject : people.rejects()) {
    EXPECT_EQ(reject.field(), "identity.nik");
    EXPECT_THAT(reject.reason(), Not(HasSubstr("3372")));
  }
}

TEST_F(ImportTest, EveryShippedMappingIsListedAndUsable) {
  v1::ListImportMappingsResponse list;
  ASSERT_THAT(server_.Call(&Imports::ListImportMappings, v1::ListImportMappingsRequest(), &list),
              IsOk());
  std::vector<std::string> names;
  for (const v1::ImportMapping& mapping : list.mappings()) {
    names.push_back(mapping.mapping());
    EXPECT_NE(mapping.kind(), v1::RECORD_KIND_UNSPECIFIED);
    EXPECT_NE(mapping.description(), "");
  }
  int files = 0;
  for (const auto& file : std::filesystem::directory_iterator(SETARA_MAPPINGS_DIR)) {
    if (file.path().extension() != ".json") continue;
    EXPECT_THAT(names, Contains(file.path().stem().string()));
    ++files;
  }
  EXPECT_GT(files, 10);
  EXPECT_EQ(std::count(names.begin(), names.end(), "setara"), 6);
}

TEST_F(ImportTest, AnUnknownMappingIsNotFound) {
  auto request = Csv(v1::RECORD_KIND_OPENING, kHeader, "");
  request.set_mapping("nowhere");
  v1::ImportRecordsResponse response;
  EXPECT_EQ(server_.Call(&Imports::ImportRecords, request, &response).error_code(),
            StatusCode::NOT_FOUND);
}

}  // namespace
}  // namespace setara
