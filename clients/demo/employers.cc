#include <array>

#include "clients/demo/data.h"

namespace setara::demo {
namespace {

constexpr std::array<std::string_view, 20> kWords = {
    "Umpama",    "Misal",    "Andaian", "Contoh",  "Rekaan",  "Khayal",  "Ibarat",
    "Tamsil",    "Angan",    "Dongeng", "Fiksi",   "Hikayat", "Legenda", "Peraga",
    "Purwarupa", "Simulasi", "Semisal", "Teladan", "Wayang",  "Kisah"};
constexpr std::array<std::string_view, 8> kTrades = {
    "Sandang", "Pangan", "Elektronika", "Logistik", "Teknologi", "Jasa", "Ritel", "Kesehatan"};

// The first employers sit in Surakarta and show every status; the story's is the second.
struct Special {
  std::string_view name;
  std::string_view kind;  // "" unknown: no rule
  int workers;            // 0: no headcount at all
  int with_disabilities;  // -1: not reported
  int counted;            // employment records with evidence and agreement
  int months_old;         // of the report
};
constexpr Special kSpecial[] = {
    {"PT Contoh Sandang Bengawan (fiktif)", "PRIVATE", 1240, 9, 0, 4},
    {"PT Umpama Layanan Prima (fiktif)", "PRIVATE", 412, 2, 2, 5},
    {"PT Misal Tekstil Laweyan (fiktif)", "PRIVATE", 860, 3, 3, 3},
    {"PT Andaian Ritel Slamet (fiktif)", "PRIVATE", 350, 0, 0, 6},
    {"PT Rekaan Pangan Jebres (fiktif)", "PRIVATE", 655, 8, 8, 4},
    {"PT Khayal Elektronika (fiktif)", "PRIVATE", 99, 1, 1, 2},
    {"CV Ibarat Kecil (fiktif)", "PRIVATE", 40, 0, 0, 7},
    {"PT Tamsil Lama (fiktif)", "PRIVATE", 500, 2, 2, 20},
    {"PT Dongeng Tanpa Laporan (fiktif)", "PRIVATE", 0, -1, 0, 0},
    {"PT Fiksi Logistik (fiktif)", "PRIVATE", 700, 7, 7, 5},
    {"PT Simulasi Kereta (Persero) (fiktif)", "BUMN", 1500, 12, 12, 4},
    {"Perumda Peraga Air Bersih (fiktif)", "BUMD", 350, 3, 3, 4},
    {"Perumda Peraga Pasar (fiktif)", "BUMD", 220, 5, 5, 4},
    {"Dinas Contoh Kota (fiktif)", "REGIONAL_GOVERNMENT", 1800, 20, 0, 4},
    {"Badan Contoh Nasional Perwakilan Kota (fiktif)", "NATIONAL_GOVERNMENT", 480, 10, 10, 4},
    {"Yayasan Semisal (fiktif)", "", 260, 2, 2, 4},
};
constexpr int kSpecials = static_cast<int>(std::size(kSpecial));

// Most are private; of ten one is a BUMN, one a BUMD, one an office.
std::string_view KindOf(int index) {
  switch (index % 10) {
    case 7:
      return "BUMN";
    case 8:
      return "BUMD";
    case 9:
      return "REGIONAL_GOVERNMENT";
    default:
      return "PRIVATE";
  }
}

// The first day of the month that many months ago: reports are dated so.
Day MonthsAgo(Day today, int months) {
  const std::chrono::year_month_day date(today);
  return Day((date.year() / date.month() - std::chrono::months(months)) / 1);
}

struct Files {
  std::ofstream employers;
  std::ofstream headcounts;
  std::ofstream workers;
  int worker = 0;
};

void WriteHeadcount(Files& files, int index, Day from, int workers, int with_disabilities) {
  WriteLine(files.headcounts,
            std::array<std::string, 6>{
                std::string(kSource), EmployerId(index), Text(from), std::to_string(workers),
                with_disabilities < 0 ? "" : std::to_string(with_disabilities), "WLKP (fiktif)"});
}

// Every tenth worker has not agreed to be counted, and is not.
void WriteWorkers(Files& files, int index, int count, Day today, Random& random) {
  static constexpr std::array<std::string_view, 3> kRelations = {"PERMANENT", "FIXED_TERM",
                                                                 "PERMANENT"};
  for (int i = 0; i < count; ++i) {
    const Day from = today - std::chrono::days(random.Between(450, 2500));
    const std::string id = "W" + std::to_string(++files.worker);
    WriteLine(files.workers,
              std::array<std::string, 9>{
                  std::string(kSource), EmployerId(index), "pseudonim-" + id, std::string(kSource),
                  id, std::string(random.Pick<std::string_view>(kRelations)), Text(from),
                  Text(from), Text(from + std::chrono::days(14))});
  }
}

void WriteSpecial(Files& files, int index, Day today, Random& random) {
  const Special& special = kSpecial[index];
  WriteLine(files.employers, std::array<std::string, 5>{std::string(kSource), EmployerId(index),
                                                        std::string(special.name),
                                                        std::string(special.kind), "33.72"});
  if (special.workers == 0) return;
  WriteHeadcount(files, index, MonthsAgo(today, special.months_old), special.workers,
                 special.with_disabilities);
  WriteHeadcount(files, index, MonthsAgo(today, special.months_old + 12),
                 special.workers * 95 / 100, special.with_disabilities < 2 ? 0 : 1);
  WriteWorkers(files, index, special.counted, today, random);
}

void WriteOrdinary(Files& files, int index, Day today, Random& random) {
  const std::string_view kind = KindOf(index);
  WriteLine(files.employers,
            std::array<std::string, 5>{std::string(kSource), EmployerId(index), EmployerName(index),
                                       std::string(kind), std::string(PickPlace(random))});
  if (random.Percent(15)) return;
  const int workers = random.Between(1, 10) * random.Between(8, 180);
  const int per_mille = kind == "PRIVATE" ? random.Between(0, 16) : random.Between(0, 28);
  const int with_disabilities = workers * per_mille / 1000;
  const int age = random.Percent(10) ? random.Between(14, 30) : random.Between(1, 11);
  WriteHeadcount(files, index, MonthsAgo(today, age), workers, with_disabilities);
  if (random.Percent(60)) WriteWorkers(files, index, with_disabilities, today, random);
}

}  // namespace

std::string EmployerName(int index) {
  if (index < kSpecials) return std::string(kSpecial[index].name);
  const auto at = static_cast<size_t>(index);
  const std::string invented = std::string(kWords[at % kWords.size()]) + " " +
                               std::string(kTrades[(at / kWords.size()) % kTrades.size()]) + " " +
                               std::to_string(index);
  const std::string_view kind = KindOf(index);
  if (kind == "BUMN") return "PT " + invented + " (Persero) (fiktif)";
  if (kind == "BUMD") return "Perumda " + invented + " (fiktif)";
  if (kind == "REGIONAL_GOVERNMENT") return "Dinas " + invented + " (fiktif)";
  return "PT " + invented + " (fiktif)";
}

void WriteEmployers(const std::string& directory, Day today, Random random) {
  Files files{std::ofstream(directory + "/employers.csv"),
              std::ofstream(directory + "/headcounts.csv"),
              std::ofstream(directory + "/workers.csv")};
  files.employers << "source,source_id,display_name,kind,seat_region_code\n";
  files.headcounts
      << "employer_source,employer_source_id,valid_from,workers,workers_with_disabilities,source\n";
  files.workers << "employer_source,employer_source_id,person,source,source_id,relation,"
                   "valid_from,evidence_from,agreed_on\n";
  for (int i = 0; i < kEmployers; ++i) {
    i < kSpecials ? WriteSpecial(files, i, today, random) : WriteOrdinary(files, i, today, random);
  }
}

}  // namespace setara::demo
