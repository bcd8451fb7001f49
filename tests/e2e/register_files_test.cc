// A register in files, by the command line: what is exported is read back unchanged, and last
// year's is taken over by way of a proposal that a person edits.
#include <filesystem>
#include <fstream>

#include "clients/command_line.h"
#include "clients/xlsx_reader.h"
#include "clients/xlsx_writer.h"
#include "tests/e2e/test_server.h"

namespace setara {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::SizeIs;

class RegisterFilesTest : public ::testing::Test {
 protected:
  RegisterFilesTest() {
    std::ofstream(Path("token")) << server_.TokenOf(v1::ROLE_COMPLIANCE_OFFICER);
    std::filesystem::permissions(Path("token"), std::filesystem::perms(0600));
  }

  std::string Path(const std::string& name) const { return files_.path() + "/" + name; }

  // The exit status of the program.
  int Setara(std::vector<std::string> arguments) {
    const std::string server = "127.0.0.1:" + std::to_string(server_.port());
    std::vector<std::string> all = {"setara",          "--server",   server,  "--token-file",
                                    Path("token"),     "--purpose",  "quota", "--config",
                                    Path("none.toml"), "--language", "en"};
    std::ofstream(Path("none.toml")) << "";
    all.insert(all.end(), arguments.begin(), arguments.end());
    std::vector<const char*> argv;
    for (const std::string& argument : all) argv.push_back(argument.c_str());
    return RunCommandLine(static_cast<int>(argv.size()), argv.data());
  }

  std::vector<Sheet> Read(const std::string& name) {
    auto sheets = ReadXlsx(Path(name));
    EXPECT_TRUE(sheets.ok()) << sheets.status();
    return sheets.ok() ? *std::move(sheets) : std::vector<Sheet>(3);
  }

  // A register of two employers with sites and workers.
  void WriteRegister(const std::string& name) {
    auto book = XlsxWriter::Create(Path(name));
    ASSERT_TRUE(book.ok());
    (*book)->AddSheet("Perusahaan", {"Sumber", "source_id", "Nama perusahaan", "NPP", "NPWP",
                                     "Jenis pemberi kerja", "Tempat kedudukan", "Tenaga kerja 2024",
                                     "Tenaga kerja disabilitas 2024", "Tenaga kerja 2024-11",
                                     "Sumber laporan 2024"});
    const auto number = [](const char* text) { return XlsxCell(XlsxCell::Kind::kNumber, text); };
    (*book)->AddRow({"wlkp", "1", "PT Satu", "00070955", "012345678901234", "PRIVATE", "33.72",
                     number("350"), number("2"), number("360"), "WLKP 2024"});
    (*book)->AddRow({"wlkp", "2", "=PT Dua", "", "", "BUMN", "33.72", number("99")});
    (*book)->AddSheet("Lokasi",
                      {"Sumber perusahaan", "Nomor perusahaan", "Kode lokasi", "Nama lokasi"});
    (*book)->AddRow({"wlkp", "1", "K2", "Gudang"});
    (*book)->AddSheet("Pekerja",
                      {"Sumber perusahaan", "Nomor perusahaan", "Pseudonim", "Sumber", "source_id",
                       "Hubungan kerja", "Mulai bekerja", "Berhenti bekerja", "Bukti berlaku sejak",
                       "Tanggal persetujuan", "Lokasi"});
    const auto day = [](const char* text) { return XlsxCell(XlsxCell::Kind::kDay, text); };
    (*book)->AddRow({"wlkp", "1", "p1", "hr", "1", "PERMANENT", day("2024-01-01"), "",
                     day("2024-01-01"), day("2024-01-02"), "K2"});
    (*book)->AddRow(
        {"wlkp", "1", "p2", "hr", "2", "PERMANENT", day("2024-01-01"), day("2024-10-01")});
    (*book)->AddRow({"wlkp", "2", "p1", "hr", "3", "PERMANENT", day("2024-01-01")});
    ASSERT_TRUE((*book)->Finish().ok());
  }

  int64_t Changes() { return server_.Info().records_at().sequence(); }

  TestServer server_;
  TempDir files_;
};

TEST_F(RegisterFilesTest, WhatIsExportedIsReadBackUnchanged) {
  WriteRegister("last.xlsx");
  ASSERT_EQ(Setara({"register", "import", Path("last.xlsx")}), 0);
  server_.CreateEmployer("display_name: 'Dibuat di sini' kind: EMPLOYER_KIND_PRIVATE");
  ASSERT_EQ(Setara({"register", "export", Path("out.xlsx")}), 0);
  const std::vector<Sheet> sheets = Read("out.xlsx");
  ASSERT_THAT(sheets, SizeIs(3));
  EXPECT_EQ(sheets[0].name, "employers");
  ASSERT_THAT(sheets[0].rows, SizeIs(4));
  EXPECT_THAT(sheets[0].rows[0], Contains("workers:2024-11"));
  EXPECT_THAT(sheets[0].rows[1], Contains("00070955"));
  EXPECT_THAT(sheets[0].rows[2], Contains("=PT Dua"));
  EXPECT_THAT(sheets[0].rows[3], Contains(HasSubstr("employers/")));
  ASSERT_THAT(sheets[2].rows, SizeIs(4));
  const int64_t before = Changes();
  ASSERT_EQ(Setara({"register", "import", Path("out.xlsx")}), 0);
  EXPECT_EQ(Changes(), before) << "nothing changed, so nothing is written";
  ASSERT_EQ(Setara({"register", "export", Path("again.xlsx")}), 0);
  const std::vector<Sheet> again = Read("again.xlsx");
  for (size_t i = 0; i < 3; ++i) EXPECT_EQ(again[i].rows, sheets[i].rows) << i;
}

TEST_F(RegisterFilesTest, CsvOfTheSheetsIsReadToo) {
  std::ofstream(Path("e.csv")) << "source,source_id,display_name,workers:2025\ns,1,PT Satu,10\n";
  std::ofstream(Path("w.csv"))
      << "employer_source,employer_source_id,person,source,source_id,relation,valid_from\n"
         "s,1,p1,w,1,PERMANENT,2025-01-01\ns,7,p1,w,2,PERMANENT,2025-01-01\n";
  // The administrator, since the employer has no seat in any officer's region.
  std::ofstream(Path("token")) << server_.TokenOf(v1::ROLE_ADMINISTRATOR);
  ASSERT_EQ(Setara({"--dry-run", "register", "import", Path("e.csv"), "--workers", Path("w.csv")}),
            0);
  EXPECT_EQ(Changes(), 0);
  ASSERT_EQ(Setara({"register", "import", Path("e.csv"), "--workers", Path("w.csv")}), 0);
  std::ifstream rejects(Path("e.csv.rejects.csv"));
  std::string text((std::istreambuf_iterator<char>(rejects)), {});
  EXPECT_THAT(text, HasSubstr("3,workers.employer_source_id,"));
}

TEST_F(RegisterFilesTest, LastYearsRegisterBecomesAProposalAndThenTheRegister) {
  WriteRegister("last.xlsx");
  ASSERT_EQ(Setara({"--dry-run", "register", "takeover", Path("last.xlsx"), "--year", "2025",
                    "--proposal", Path("next.xlsx")}),
            0);
  EXPECT_EQ(Changes(), 0);
  const std::vector<Sheet> next = Read("next.xlsx");
  ASSERT_THAT(next, SizeIs(3));
  EXPECT_THAT(next[0].rows[0], Contains("workers:2025"));
  EXPECT_THAT(next[0].rows[0], Contains("confirmed"));
  ASSERT_THAT(next[2].rows, SizeIs(3)) << "who left is not in the new register";
  EXPECT_THAT(next[2].rows[2].back(), HasSubstr("There is no evidence of disability"));
  EXPECT_THAT(next[2].rows[2].back(), HasSubstr("working at"));
  // The proposal is a register: with its findings it is read back.
  ASSERT_EQ(Setara({"register", "takeover", Path("next.xlsx"), "--year", "2025"}), 0);
  EXPECT_GT(Changes(), 0);
  EXPECT_EQ(Setara({"register", "takeover", Path("last.csv"), "--year", "2025"}), 2);
}

TEST_F(RegisterFilesTest, EveryTableCanBecomeAWorkbook) {
  WriteRegister("last.xlsx");
  ASSERT_EQ(Setara({"register", "import", Path("last.xlsx")}), 0);
  ASSERT_EQ(Setara({"--xlsx", Path("list.xlsx"), "quota", "list", "--as-of", "2025-01-01"}), 0);
  const std::vector<Sheet> list = Read("list.xlsx");
  ASSERT_THAT(list, SizeIs(1));
  EXPECT_THAT(list[0].rows[0], Contains("Short by"));
  EXPECT_THAT(list[0].rows, SizeIs(3));
  ASSERT_EQ(Setara({"--xlsx", Path("found.xlsx"), "register", "check"}), 0);
  EXPECT_GT(Read("found.xlsx")[0].rows.size(), 3u);
  ASSERT_EQ(Setara({"--xlsx", Path("h.xlsx"), "employers", "headcounts"}), 0);
  EXPECT_THAT(Read("h.xlsx")[0].rows, SizeIs(4));
  EXPECT_EQ(Setara({"--xlsx", Path("no/folder.xlsx"), "register", "check"}), 1);
}

TEST_F(RegisterFilesTest, ACommandWithoutATableMakesNoWorkbook) {
  for (const char* output : {"table", "json"}) {
    testing::internal::CaptureStderr();
    EXPECT_EQ(Setara({"--xlsx", Path("none.xlsx"), "-o", output, "whoami"}), 2) << output;
    EXPECT_THAT(testing::internal::GetCapturedStderr(), HasSubstr("has no table for --xlsx"));
    EXPECT_FALSE(std::filesystem::exists(Path("none.xlsx"))) << output;
  }
}

TEST_F(RegisterFilesTest, EvidenceIsListedAndConfirmed) {
  WriteRegister("last.xlsx");
  ASSERT_EQ(Setara({"register", "import", Path("last.xlsx")}), 0);
  EXPECT_EQ(Setara({"quota", "evidence", "--expiring", "365"}), 0);
  EXPECT_NE(Setara({"quota", "confirm-evidence", "nobody", "--source", "hr", "--source-id", "1"}),
            0);
}

TEST_F(RegisterFilesTest, AWrongWorkbookIsRefused) {
  std::ofstream(Path("bad.xlsx")) << "PK but no more";
  EXPECT_EQ(Setara({"register", "import", Path("bad.xlsx")}), 1);
  auto book = XlsxWriter::Create(Path("other.xlsx"));
  (*book)->AddSheet("Sheet1", {"a"});
  ASSERT_TRUE((*book)->Finish().ok());
  EXPECT_EQ(Setara({"register", "import", Path("other.xlsx")}), 1);
  EXPECT_EQ(Changes(), 0);
}

}  // namespace
}  // namespace setara
