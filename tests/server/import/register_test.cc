// The sheets of a register: titles, columns of one period, and what is wrong with a row.
#include <gmock/gmock.h>

#include "server/import/register_columns.h"
#include "tests/server/import/testing_batch.h"

namespace setara {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

ParsedBatch Parse(ImportKind kind, std::string_view header, std::string_view rows) {
  absl::StatusOr<ParsedBatch> batch =
      ParseBatch({NativeMapping(kind), ImportFormat::kCsv, header, rows, 2, std::nullopt});
  EXPECT_TRUE(batch.ok()) << batch.status();
  return batch.ok() ? *std::move(batch) : ParsedBatch();
}

std::string Period(std::string_view name) {
  const std::optional<PeriodColumn> column = ReadPeriodColumn(name);
  if (!column) return "-";
  return ToString(column->valid_from) + " " + std::to_string(static_cast<int>(column->kind));
}

TEST(RegisterColumnsTest, PeriodsAreYearsMonthsOrDays) {
  EXPECT_EQ(Period("workers:2025"), "2025-01-01 1");
  EXPECT_EQ(Period("disabled:2025-03"), "2025-03-01 2");
  EXPECT_EQ(Period("report:2025-03-15"), "2025-03-15 0");
  EXPECT_EQ(Period("workers:2025-03-15/annual"), "2025-03-15 1");
  for (const char* bad :
       {"workers:", "workers:25", "workers:2025-13", "workers:2025-02-30", "workers:2025/annual",
        "workers:2025-3", "heads:2025", "workers", "workers:-025", "workers:2025-03-15/monthly"}) {
    EXPECT_EQ(Period(bad), "-") << bad;
  }
}

TEST(RegisterColumnsTest, IndonesianTitlesStandForFields) {
  EXPECT_EQ(ColumnOfTitle("Nama Perusahaan"), "display_name");
  EXPECT_EQ(ColumnOfTitle(" NPWP "), "npwp");
  EXPECT_EQ(ColumnOfTitle("Jumlah_Tenaga Kerja 2025"), "workers:2025");
  EXPECT_EQ(ColumnOfTitle("tenaga kerja disabilitas 2025-03"), "disabled:2025-03");
  EXPECT_EQ(ColumnOfTitle("evidence_until"), "evidence_until");
  EXPECT_EQ(ColumnOfTitle("workers:2025"), "workers:2025");
  EXPECT_EQ(ColumnOfTitle("Bukti berlaku sampai"), "evidence_until");
}

TEST(RegisterImportTest, ARowIsAnEmployerWithItsReports) {
  const ParsedBatch batch =
      Parse(ImportKind::kRegister,
            "Sumber,source_id,Nama perusahaan,NPWP,kbli_code,kbli_edition,jenis pemberi kerja,"
            "tenaga kerja 2025,disabled:2025,workers:2024-12,report:2025,dikonfirmasi,temuan",
            "wlkp,1,PT Satu,012345678901234,14111,2025,PRIVATE,350,2,340,WLKP 2025,ya,lihat\n"
            "wlkp,2,PT Dua,,,,,,,,,,\n");
  EXPECT_THAT(batch.rejects, IsEmpty());
  ASSERT_THAT(batch.records, SizeIs(2));
  const auto& row = std::get<RegisterRow>(batch.records[0].record);
  EXPECT_EQ(row.employer.npwp, "012345678901234");
  EXPECT_EQ(row.employer.kind, EmployerKind::kPrivate);
  ASSERT_THAT(row.reports, SizeIs(2));
  EXPECT_EQ(row.reports[0].kind, ReportKind::kMonthly);
  EXPECT_EQ(row.reports[0].workers, 340);
  EXPECT_EQ(row.reports[1].workers_with_disabilities, 2);
  EXPECT_EQ(row.reports[1].source, "WLKP 2025");
  EXPECT_EQ(batch.records[0].confirmed, true);
  EXPECT_EQ(batch.records[1].confirmed, std::nullopt);
  EXPECT_THAT(std::get<RegisterRow>(batch.records[1].record).reports, IsEmpty());
}

TEST(RegisterImportTest, WrongRowsNameLineColumnAndReason) {
  struct Case {
    const char* row;
    const char* field;
    const char* reason;
  };
  const Case cases[] = {
      {"s,1,PT,12345678901234,,,10,", "npwp", "leading zeros missing"},
      {"s,1,PT,1.23456789012346E+15,,,10,", "npwp", "format its column as text"},
      {"s,1,PT,,45101,2025,10,", "kbli_code", "no division"},
      {"s,1,PT,,4510,2025,10,", "kbli_code", "5"},
      {"s,1,PT,,,,10,11", "disabled:2025-01-01", "more than all workers"},
      {"s,1,PT,,,,,1", "workers:2025-01-01", "is required"},
      {"s,1,PT,,,,-5,", "workers:2025", ""},
      {",1,PT,,,,10,", "source", "is required"},
  };
  for (const Case& one : cases) {
    const ParsedBatch batch = Parse(
        ImportKind::kRegister,
        "source,source_id,display_name,npwp,kbli_code,kbli_edition,workers:2025,disabled:2025",
        std::string(one.row) + "\n");
    ASSERT_THAT(batch.rejects, SizeIs(1)) << one.row;
    EXPECT_EQ(batch.rejects[0].line, 2);
    EXPECT_EQ(batch.rejects[0].field, one.field) << one.row;
    EXPECT_THAT(batch.rejects[0].reason, HasSubstr(one.reason)) << one.row;
  }
}

TEST(RegisterImportTest, AnUnknownColumnRefusesTheBatch) {
  for (const char* column : {"workers:2025-13", "gaji", "workers"}) {
    const absl::StatusOr<ParsedBatch> batch =
        ParseBatch({NativeMapping(ImportKind::kRegister), ImportFormat::kCsv,
                    std::string("source,source_id,") + column, "s,1,x\n", 2, std::nullopt});
    EXPECT_FALSE(batch.ok()) << column;
  }
}

TEST(RegisterImportTest, SitesAndWorkersNameTheirEmployer) {
  const ParsedBatch sites =
      Parse(ImportKind::kSite, "employer_source,employer_source_id,code,display_name,npp",
            "s,1,K2,Gudang,15070955\ns,1,K3,,\n,,K4,Gudang,\ns,1,K5,Gudang,abc\n");
  ASSERT_THAT(sites.records, SizeIs(1));
  EXPECT_EQ(std::get<Site>(sites.records[0].record).code, "K2");
  EXPECT_EQ(sites.records[0].employer.source_id, "1");
  ASSERT_THAT(sites.rejects, SizeIs(3));
  EXPECT_EQ(sites.rejects[0].field, "display_name");
  EXPECT_EQ(sites.rejects[1].field, "employer");
  EXPECT_EQ(sites.rejects[2].field, "npp");

  const ParsedBatch workers = Parse(
      ImportKind::kRegisterWorker,
      "employer_source,employer_source_id,pseudonim,source,source_id,hubungan kerja,mulai bekerja,"
      "akhir kontrak,jenis bukti,penerbit bukti,kode pengecualian,confirmed",
      "s,1,p1,w,1,FIXED_TERM,2025-01-01,2026-01-01,DISABILITY_CARD,Dinas,COUNTED_AT_VENDOR,no\n"
      "s,1,p2,w,2,PERMANENT,2025-01-01,2026-01-01,,,,\n"
      "s,1,p3,w,3,PERMANENT,2025-01-01,,KARTU,,,\n");
  ASSERT_THAT(workers.records, SizeIs(1));
  const auto& worker = std::get<EmploymentRecord>(workers.records[0].record);
  EXPECT_EQ(worker.evidence_kind, EvidenceKind::kDisabilityCard);
  EXPECT_EQ(worker.exclude_code, ExclusionCode::kCountedAtVendor);
  EXPECT_EQ(workers.records[0].confirmed, false);
  ASSERT_THAT(workers.rejects, SizeIs(2));
  EXPECT_EQ(workers.rejects[0].field, "contract_until");
  EXPECT_EQ(workers.rejects[1].field, "evidence_kind");
}

}  // namespace
}  // namespace setara
