#include <algorithm>
#include <array>

#include "clients/demo/data.h"

namespace setara::demo {
namespace {

constexpr std::array<std::string_view, 14> kOffers = {"A02", "A03", "A10", "A14", "A15",
                                                      "A16", "A17", "A19", "A26", "A27",
                                                      "A28", "A33", "A49", "A41"};

struct Row {
  std::string id;
  int employer = 0;
  std::string title;
  std::string description;
  std::string arrangement = "ON_SITE";
  std::string hours = "FULL_TIME";
  std::string kind = "EMPLOYMENT";
  std::string contract = "FIXED_TERM";
  std::string region;
  int wage_thousands = 0;
  std::string occupation;
  std::string education;
  std::string skills;
  std::string demands;
  std::string offered;
  Day posted;
  Day until;
  int positions = 1;
};

void WriteHeader(std::ofstream& file) {
  file << "source,source_id,employer_source_id,employer_display_name,title,description,kind,"
          "contract,hours,arrangement,region_code,wage_min_idr_per_month,wage_max_idr_per_month,"
          "occupation_code,education,skill_words,demands,accommodations_offered,open_from,"
          "open_until,posted_on,positions\n";
}

void Write(std::ofstream& file, const Row& row) {
  const bool employed = row.kind == "EMPLOYMENT";
  WriteLine(file, std::array<std::string, 22>{std::string(kSource),
                                              row.id,
                                              EmployerId(row.employer),
                                              EmployerName(row.employer),
                                              row.title,
                                              row.description,
                                              row.kind,
                                              employed ? row.contract : "",
                                              row.hours,
                                              row.arrangement,
                                              row.region,
                                              std::to_string(row.wage_thousands * 1000),
                                              std::to_string(row.wage_thousands * 1150),
                                              row.occupation,
                                              row.education,
                                              row.skills,
                                              row.demands,
                                              row.offered,
                                              Text(row.posted),
                                              Text(row.until),
                                              Text(row.posted),
                                              std::to_string(row.positions)});
}

std::string PickOffers(Random& random) {
  std::string offers;
  for (const std::string_view offer : kOffers) {
    if (!random.Percent(9)) continue;
    offers += (offers.empty() ? "" : ";") + std::string(offer);
  }
  return offers;
}

void SetKind(Row& row, Random& random) {
  const int draw = random.Between(1, 100);
  if (draw > 94) row.kind = "PARTNERSHIP";
  if (draw > 85 && draw <= 94) row.kind = "APPRENTICESHIP";
  if (random.Percent(30)) row.contract = "PERMANENT";
  if (random.Percent(12)) row.hours = "PART_TIME";
}

Row Ordinary(int index, Day today, Random& random) {
  const Job& job = random.Pick<Job>(Jobs());
  Row row;
  row.id = "L" + std::to_string(index);
  row.employer = random.Between(0, kEmployers - 1);
  row.title = std::string(job.title);
  row.description = std::string(job.description);
  row.region = std::string(PickPlace(random));
  row.wage_thousands = job.wage_thousands * random.Between(92, 140) / 100;
  row.occupation = std::string(job.occupation);
  row.education = random.Percent(60) ? std::string(job.education) : "";
  row.skills = std::string(job.skills);
  // Most employers never say what a task needs: the occupation's defaults then count.
  if (random.Percent(35)) row.demands = DemandsJson(job.demands);
  row.offered = PickOffers(random);
  if (job.remote_possible && random.Percent(25)) row.arrangement = "REMOTE";
  if (job.remote_possible && random.Percent(15)) row.arrangement = "HYBRID";
  SetKind(row, random);
  row.posted = today - std::chrono::days(random.Between(0, 60));
  row.until = today + std::chrono::days(random.Between(5, 90));
  row.positions = random.Percent(80) ? 1 : random.Between(2, 12);
  return row;
}

}  // namespace

void WriteStoryOpenings(std::ofstream& file, Day today) {
  struct Story {
    std::string_view id, title, occupation, description;
    std::vector<DemandRow> demands;
    std::string_view offered;
  };
  static const std::vector<Story> kStories = {
      {"CERITA-1",
       "Petugas Entri Data Arsip",
       "4132",
       "Memasukkan data arsip lama.",
       {{"F07", 2, "membaca arsip digital"}, {"F08", 3, "memasukkan data"}},
       "A10"},
      {"CERITA-2",
       "Petugas Informasi dengan Takarir",
       "4222",
       "Menjawab pertanyaan pelanggan; rapat dan telepon bertakarir langsung.",
       {{"F04", 3, "mengikuti percakapan pelanggan"}, {"F06", 2, "menjawab secara tertulis"}},
       "A02;A10"},
      {"CERITA-3",
       "Petugas Informasi Loket",
       "4222",
       "Menjawab pertanyaan pelanggan di loket.",
       {{"F04", 3, "mengikuti percakapan pelanggan"}, {"F06", 2, "menjawab pertanyaan"}},
       ""},
      {"CERITA-4",
       "Operator Radio Panggil",
       "4223",
       "Meneruskan panggilan darurat lewat radio.",
       {{"F04", 4, "menangkap panggilan radio tanpa jeda"}, {"F06", 2, "meneruskan panggilan"}},
       ""},
      {"CERITA-5",
       "Petugas Arsip Lantai Dua",
       "4110",
       "Mengelola arsip di lantai dua.",
       {{"F07", 2, "membaca daftar arsip"}, {"F12", 2, "naik ke lantai dua"}},
       "A16;A17"},
      {"CERITA-6",
       "Petugas Arsip Lantai Tiga",
       "4110",
       "Mengelola arsip di lantai tiga.",
       {{"F07", 2, "membaca daftar arsip"}, {"F12", 2, "naik ke lantai tiga"}},
       ""},
      {"CERITA-7",
       "Pemasang Papan Nama",
       "7411",
       "Memasang papan nama bercahaya di gedung.",
       {{"F12", 4, "memanjat tangga di luar gedung"}},
       ""},
      {"CERITA-8",
       "Staf Layanan Pelanggan Dokumen Digital",
       "4222",
       "Melayani pelanggan dengan dokumen yang aksesibel bagi pembaca layar.",
       {{"F07", 4, "membaca semua dokumen pelanggan"}, {"F04", 3, "menerima telepon"}},
       "A10"},
      {"CERITA-9",
       "Staf Layanan Pelanggan Dokumen Kertas",
       "4222",
       "Melayani pelanggan dengan dokumen kertas.",
       {{"F07", 4, "membaca semua dokumen pelanggan"}, {"F04", 3, "menerima telepon"}},
       ""},
      {"CERITA-10",
       "Pemeriksa Warna Kain",
       "7543",
       "Memeriksa warna kain batik.",
       {{"F01", 4, "melihat noda kecil pada kain"}, {"F03", 4, "membandingkan warna kain"}},
       ""},
  };
  for (const Story& story : kStories) {
    Row row;
    row.id = std::string(story.id);
    row.employer = 1;
    row.title = std::string(story.title);
    row.description = std::string(story.description);
    row.region = "33.72";
    row.wage_thousands = 2800;
    row.occupation = std::string(story.occupation);
    row.demands = DemandsJson(story.demands);
    row.offered = std::string(story.offered);
    row.posted = today - std::chrono::days(1);
    row.until = today + std::chrono::days(60);
    row.positions = 2;
    Write(file, row);
  }
}

void WriteOpenings(const std::string& directory, Day today, Random random) {
  std::ofstream file(directory + "/openings.csv");
  WriteHeader(file);
  WriteStoryOpenings(file, today);
  for (int i = 1; i <= kOpenings - 10; ++i) Write(file, Ordinary(i, today, random));
}

}  // namespace setara::demo
