// One or more rows in the shape of every source that a mapping ships for, written for this test.
#include <gmock/gmock.h>

#include "matcher/reference/regions.h"
#include "tests/server/import/testing_batch.h"

namespace setara {
namespace {

Opening One(std::string_view mapping, std::string_view header, std::string_view row) {
  const ParsedBatch batch = ParseCsv(ImportKind::kOpening, mapping, header, row);
  for (const RejectedRecord& reject : batch.rejects) {
    ADD_FAILURE() << reject.line << " " << reject.field << ": " << reject.reason;
  }
  EXPECT_EQ(batch.records.size(), 1u);
  return batch.records.empty() ? Opening() : std::get<Opening>(batch.records[0].record);
}

std::string DayOf(const std::optional<Date>& date) { return date ? ToString(*date) : ""; }

constexpr char kJobstreet2024[] =
    "Job Title,Company Name,Location,Salary,Job Classification,Job Sub Classification,Posted Date,"
    "Job Type,More Detail,Job ID,Job Sub Category\n";

TEST(Sources, Jobstreet2024) {
  const Opening opening = One(
      "jobstreet_2024_03_prep", kJobstreet2024,
      "staf gudang,PT Contoh Makmur,Jakarta Selatan,\"Rp4,000,000 – Rp5,000,000 per "
      "month\",Umum,Gudang,2024-03-14,Kontrak,https://host/id/job/70000001?type=x,70000001,Other");
  EXPECT_EQ(opening.source, "jobstreet");
  EXPECT_EQ(opening.source_id, "70000001");
  EXPECT_EQ(opening.title, "Staf Gudang");
  EXPECT_EQ(opening.region_code, "31.74");
  EXPECT_EQ(opening.kind, WorkKind::kEmployment);
  EXPECT_EQ(opening.contract, ContractKind::kFixedTerm);
  EXPECT_EQ(opening.wage_min_idr_per_month, 4'000'000);
  EXPECT_EQ(opening.wage_max_idr_per_month, 5'000'000);
  EXPECT_EQ(DayOf(opening.posted_on), "2024-03-14");
  EXPECT_EQ(opening.open_from, *opening.posted_on);
}

TEST(Sources, Jobstreet2024RelativeDateAndIdInTheAddress) {
  const Opening opening =
      One("jobstreet_2024_03_detail",
          "Job Title,Company Name,Location,Salary,Job Classification,Job Sub Classification,Posted "
          "Date,Job Type,More Detail\n",
          "Kasir,Company Confidential,Surabaya,,Ritel,Kasir,15 jam yang lalu,Paruh waktu,"
          "https://host/id/job/70000002?type=x");
  EXPECT_EQ(opening.source_id, "70000002");
  EXPECT_EQ(opening.employer_name, "");
  EXPECT_EQ(opening.hours, WorkHours::kPartTime);
  EXPECT_EQ(DayOf(opening.posted_on), "2024-03-13");
}

TEST(Sources, Jobstreet2025RepairsDoubleEncoding) {
  const Opening opening =
      One("jobstreet_2025_09",
          "id,title,salary_label,advertiser_id,advertiser_description,classification,"
          "classification_id,subclassification,subclassification_id,locations,country_codes,"
          "listing_date,listing_date_display,work_types,work_arrangements\n",
          "80000001,Barista,Rp\u00C2\u00A03.500.000 \u00E2\u0080\u0093 Rp\u00C2\u00A04.000.000 per "
          "month,1,Pengiklan Anonim,K,1,S,2,\"Bandung, Jawa "
          "Barat\",ID,2025-09-24T20:00:00Z,1 hari yang lalu,Full time; Kontrak,Hibrid");
  EXPECT_EQ(opening.wage_min_idr_per_month, 3'500'000);
  EXPECT_EQ(opening.wage_max_idr_per_month, 4'000'000);
  EXPECT_EQ(opening.region_code, "32.73");
  EXPECT_EQ(opening.arrangement, Arrangement::kHybrid);
  EXPECT_EQ(opening.hours, WorkHours::kFullTime);
  EXPECT_EQ(opening.contract, ContractKind::kFixedTerm);
  EXPECT_EQ(DayOf(opening.posted_on), "2025-09-25");
}

TEST(Sources, Jobstreet2022IdInTheAddress) {
  const Opening opening =
      One("jobstreet_2022",
          "title,company,location,description,posted_at,source,source_url,scraped_at\n",
          "Data Analyst,Contoh,Jakarta Raya,Olah data &amp; "
          "laporan...,2022-01-10T01:00:00Z,x,https://host/id/job/data-analyst-9012345/origin/sg,x");
  EXPECT_EQ(opening.source_id, "9012345");
  EXPECT_EQ(opening.region_code, "31");
  EXPECT_EQ(opening.description, "Olah data & laporan...");
}

TEST(Sources, Glints2024) {
  const Opening opening =
      One("glints_2024",
          "job_id,job_title,company_name,job_location,work_place,salary_range,skill,"
          "more_detail_link,work_type,workplace,years_experience,min_education,category,"
          "sub_category,role,scrapped_date,_source_blob\n",
          "id-1,Web Developer,PT Contoh,\"Tebet, Jakarta Selatan, DKI Jakarta\",Kerja di "
          "kantor,\"Rp4,5jt-Rp6jt\",\"experience,logo,JavaScript\",https://h/j?x,part_time,,1 – 3 "
          "tahun,Minimal Diploma (D1 - D4),IT,Software,Dev,2024-04-29,b");
  EXPECT_EQ(opening.source_id, "id-1");
  EXPECT_EQ(opening.region_code, "31.74");
  EXPECT_EQ(opening.arrangement, Arrangement::kOnSite);
  EXPECT_EQ(opening.hours, WorkHours::kPartTime);
  EXPECT_EQ(opening.wage_min_idr_per_month, 4'500'000);
  EXPECT_EQ(opening.education, EducationLevel::kDiploma1);
  EXPECT_EQ(opening.skill_words, std::vector<std::string>{"JavaScript"});
  EXPECT_FALSE(opening.skills.empty());
}

TEST(Sources, Glints2025ReadsThePageText) {
  const Opening opening =
      One("glints_2025_09",
          "url,job_title,salary,location,education_requirement,experience_requirement,"
          "required_skills\n",
          "https://h/jobs/x/0a1b2c3d-0000-4000-8000-000000000001,Kasir,IDR2.000.000 - "
          "3.000.000/Bulan,Kab. Bandung,Not found,\"IDR2.000.000\nRitel\nKontrak · Remote\nMinimal "
          "SMA/SMK\nTayang 12 hari yang lalu\nLAMAR\",Teamwork | Microsoft Excel");
  EXPECT_EQ(opening.source_id, "0a1b2c3d-0000-4000-8000-000000000001");
  EXPECT_EQ(opening.kind, WorkKind::kEmployment);
  EXPECT_EQ(opening.contract, ContractKind::kFixedTerm);
  EXPECT_EQ(opening.arrangement, Arrangement::kRemote);
  EXPECT_EQ(opening.education, EducationLevel::kUpperSecondary);
  EXPECT_EQ(opening.region_code, "32.04");
  EXPECT_EQ(DayOf(opening.posted_on), "2025-09-16");
  EXPECT_EQ(opening.skill_words.size(), 2u);
}

TEST(Sources, Lokerid) {
  const Opening opening = One(
      "lokerid_2025_09",
      "job_id,company_name,title,location,job_type,educations,education,is_remote,job_salary,"
      "job_skills,post_date,published_at,closed_at,gender\n",
      "5,PT Contoh,Host Live,Bandung Kabupaten,Freelance,SMA / SMK / STM; Sarjana / S1,x,1,Rp.2 "
      "– 3 Juta,<b>Komunikasi</b>,2025-08-01 10:00:00,,2025-09-02 08:39:59,Perempuan");
  EXPECT_EQ(opening.kind, WorkKind::kPartnership);
  EXPECT_EQ(opening.arrangement, Arrangement::kRemote);
  EXPECT_EQ(opening.region_code, "32.04");
  EXPECT_EQ(opening.wage_max_idr_per_month, 3'000'000);
  EXPECT_EQ(opening.education, EducationLevel::kUpperSecondary);
  EXPECT_EQ(DayOf(opening.open_until), "2025-09-03");
}

TEST(Sources, Maganghub2025) {
  const ParsedBatch batch = ParseCsv(
      ImportKind::kOpening, "maganghub_2025_listing",
      "id_posisi,posisi,jumlah_kuota,program_studi,jenjang,created_at,perusahaan.id_perusahaan,"
      "perusahaan.nama_perusahaan,perusahaan.kode_kabupaten,perusahaan.nama_kabupaten,"
      "perusahaan.nama_provinsi,jadwal.tanggal_pendaftaran_awal,jadwal.tanggal_pendaftaran_akhir,"
      "sub_government_agency_name\n",
      "p-1,ADMINISTRASI UMUM,4,Akuntansi; "
      "Hukum,\"[{\"\"value\"\":\"\"Diploma\"\",\"\"title\"\":\"\"Diploma\"\"}]\",2025-10-03 "
      "12:21:59,e-1,PT Contoh,3372,KOTA SURAKARTA,JAWA TENGAH,2025-10-07 00:00:00,2025-10-15 "
      "23:59:59,");
  ASSERT_EQ(batch.records.size(), 1u);
  const auto& opening = std::get<Opening>(batch.records[0].record);
  EXPECT_EQ(opening.title, "Administrasi Umum");
  EXPECT_EQ(opening.kind, WorkKind::kApprenticeship);
  EXPECT_EQ(opening.positions, 4);
  EXPECT_EQ(opening.region_code, "33.72");
  EXPECT_EQ(opening.fields_of_study, (std::vector<std::string>{"Akuntansi", "Hukum"}));
  EXPECT_NE(opening.education, EducationLevel::kUnknown);
  EXPECT_EQ(ToString(opening.open_from), "2025-10-07");
  EXPECT_EQ(DayOf(opening.open_until), "2025-10-16");
  EXPECT_EQ(batch.records[0].employer, (EmployerReference{"", "maganghub", "e-1"}));
}

TEST(Sources, Maganghub2025Round3) {
  const Opening opening = One("maganghub_2025b3_posisi",
                              "id_posisi,posisi,jumlah_kuota,program_studi,nama_perusahaan,"
                              "nama_kabupaten,nama_provinsi,Batas\n",
                              "p-2,Humas,2,Ilmu Komunikasi,Contoh,KOTA ADM. JAKARTA PUSAT,DKI "
                              "JAKARTA,07/12/2025 23:59");
  EXPECT_EQ(opening.region_code, "31.71");
  EXPECT_EQ(DayOf(opening.open_until), "2025-12-08");
}

TEST(Sources, Maganghub2026) {
  const Opening opening =
      One("maganghub_2026_listing",
          "Judul Posisi,Perusahaan / Instansi,Wilayah,Kuota,Jenjang Pendidikan,Kualifikasi "
          "Jurusan,Link Lamar Resmi Kemnaker\n",
          "PERAWAT,RS Contoh,Kab. Bone,3,\"Diploma, Profesi\",\"Keperawatan, Kebidanan\","
          "https://h/lowongan/perawat-A230C8CE-6c96-4826-885f-48b2953227c0");
  EXPECT_EQ(opening.source_id, "a230c8ce-6c96-4826-885f-48b2953227c0");
  EXPECT_EQ(opening.region_code, "73.08");
  EXPECT_EQ(opening.positions, 3);
  EXPECT_EQ(opening.fields_of_study.size(), 2u);
}

TEST(Sources, EmployersKnowTheirKindOnlyWhenTheNameSaysIt) {
  const ParsedBatch batch =
      ParseCsv(ImportKind::kEmployer, "employers_maganghub_2025",
               "id_perusahaan,nama_perusahaan,kode_kabupaten,nama_kabupaten,nama_provinsi,"
               "government_agency_name\n",
               "1,Balai Contoh,3372,KOTA SURAKARTA,JAWA TENGAH,Kementerian Contoh\n"
               "2,PT Contoh (Persero),,KAB. SLEMAN,X,\n3,PT Contoh,3374,,,\n");
  ASSERT_EQ(batch.records.size(), 3u);
  std::vector<EmployerKind> kinds;
  for (const auto& record : batch.records) kinds.push_back(std::get<Employer>(record.record).kind);
  EXPECT_EQ(kinds, (std::vector<EmployerKind>{EmployerKind::kNationalGovernment,
                                              EmployerKind::kBumn, EmployerKind::kUnknown}));
  EXPECT_EQ(std::get<Employer>(batch.records[1].record).seat_region_code, "34.04");
}

TEST(Sources, AForeignSourcesUnreadableValueIsCountedAndLeftUnknown) {
  const ParsedBatch batch =
      ParseCsv(ImportKind::kOpening, "jobstreet_2024_03_prep", kJobstreet2024,
               "Kasir,PT C,Petaling Jaya,RM900 per month,x,x,soon,Magang,https://h/job/1?a,1,x\n");
  ASSERT_EQ(batch.records.size(), 1u);
  EXPECT_EQ(std::get<Opening>(batch.records[0].record).region_code, "");
  std::vector<std::string> fields;
  for (const auto& [key, count] : batch.warnings) fields.push_back(key.first);
  EXPECT_THAT(fields, testing::IsSupersetOf({"region_code", "wage", "posted_on"}));
}

TEST(Sources, TheContractsJsonComesBackAsItWas) {
  const ParsedBatch batch = ParseJson(
      ImportKind::kOpening,
      R"({"name":"openings/1","etag":"1","source":"s","sourceId":"1","employer":"employers/9",)"
      R"("title":"Teknisi","kind":"WORK_KIND_EMPLOYMENT","wageMinIdrPerMonth":"3000000",)"
      R"("regionCode":"33.72","location":{"latitudeE6":-7560000,"longitudeE6":110820000},)"
      R"("postedOn":{"year":2025,"month":6,"day":5},"accommodationsOffered":["A07","A16"],)"
      R"("demands":[{"function":"F15","level":3,"origin":"DEMAND_ORIGIN_CONFIRMED",)"
      R"("task":"angkat"}],"positions":2,"createTime":"2025-01-01T00:00:00Z"})");
  ASSERT_TRUE(batch.rejects.empty()) << batch.rejects[0].field << batch.rejects[0].reason;
  const auto& opening = std::get<Opening>(batch.records[0].record);
  EXPECT_EQ(opening.employer_id, "9");
  EXPECT_EQ(opening.wage_min_idr_per_month, 3'000'000);
  EXPECT_EQ(opening.point, (GeoPoint{-7'560'000, 110'820'000}));
  EXPECT_EQ(DayOf(opening.posted_on), "2025-06-05");
  EXPECT_EQ(opening.offered.size(), 2);
  ASSERT_EQ(opening.demands.size(), 1u);
  EXPECT_EQ(opening.demands[0].level, 3);
  EXPECT_EQ(opening.positions, 2);
}

TEST(Sources, DuplicateKeyIgnoresLegalFormsAndSpelling) {
  Opening a;
  a.title = "Staff Admin";
  a.employer_name = "PT. Contoh Jaya, Tbk";
  a.region_code = "33.72";
  Opening b = a;
  b.title = "STAFF-ADMIN";
  b.employer_name = "Contoh Jaya";
  EXPECT_EQ(DuplicateKey(a), DuplicateKey(b));
  b.employer_name = "";
  EXPECT_EQ(DuplicateKey(b), "");
}

}  // namespace
}  // namespace setara
