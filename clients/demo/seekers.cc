#include <array>
#include <cstdio>

#include "clients/demo/data.h"

namespace setara::demo {
namespace {

using std::chrono::days;

constexpr std::array<std::string_view, 24> kFirst = {
    "Sekar",  "Damar",  "Wulan", "Bayu",    "Ratih", "Galih",  "Laras", "Jaka",
    "Kirana", "Bagas",  "Ayu",   "Surya",   "Intan", "Panji",  "Dewi",  "Arya",
    "Melati", "Rangga", "Tirta", "Nirmala", "Gita",  "Satria", "Puspa", "Lintang"};
constexpr std::array<std::string_view, 12> kLast = {"Contoh",  "Rekaan", "Umpama",  "Misal",
                                                    "Fiksi",   "Khayal", "Dongeng", "Peraga",
                                                    "Andaian", "Tamsil", "Ibarat",  "Simulasi"};
constexpr std::array<std::string_view, 6> kEducation = {
    "PRIMARY", "LOWER_SECONDARY", "UPPER_SECONDARY", "UPPER_SECONDARY", "DIPLOMA_3", "BACHELOR"};
constexpr std::array<std::string_view, 5> kSegments = {"NONE", "WAGE_EARNER", "NON_WAGE",
                                                       "CONSTRUCTION", "MIGRANT_WORKER"};

// What a person brings and uses. Kinds of limitation are only how the demo varies capacities; no
// diagnosis is written anywhere.
struct Profile {
  std::string_view ragam;  // field of Ragam
  std::string_view capacities;
  std::string_view modes;
  std::string_view preferred;
  std::string_view accommodations;
};

// F: function=level; accommodations: id=stance.
constexpr Profile kProfiles[] = {
    {"sensory", "F01=4 F04=0 F05=1 F06=2 F07=3 F08=3 F09=4 F17=4 F18=4", "M01;M05;M12", "M01",
     "A01=USES A41=ACCEPTS A04=USES"},
    {"sensory", "F01=4 F04=1 F05=2 F06=3 F07=4 F08=4 F09=4 F17=4 F18=4", "M04;M05;M14", "",
     "A02=USES A04=ACCEPTS"},
    {"sensory", "F01=0 F02=0 F03=0 F04=4 F06=4 F07=3 F08=4 F09=3 F17=4 F18=4 F26=3", "M08;M09;M14",
     "M08", "A07=USES A10=USES A45=ACCEPTS"},
    {"sensory", "F01=2 F02=1 F03=3 F04=4 F06=4 F07=2 F08=3 F09=4 F17=4 F18=4 F29=1", "M07;M14", "",
     "A08=USES A14=USES"},
    {"physical", "F01=4 F04=4 F05=4 F06=4 F07=4 F08=4 F09=3 F10=0 F12=0 F13=1 F14=2 F17=4 F18=4",
     "M05;M14", "", "A15=USES A16=USES A17=NEEDS A49=USES"},
    {"physical", "F01=4 F04=4 F06=4 F07=4 F08=2 F09=4 F15=1 F16=1 F17=2 F18=2", "M05;M14", "",
     "A22=USES A23=ACCEPTS A24=ACCEPTS"},
    {"physical", "F01=4 F04=4 F06=4 F07=4 F08=4 F09=2 F10=1 F12=1 F15=1 F19=2 F20=2", "M05;M14", "",
     "A20=ACCEPTS A26=USES A48=USES"},
    {"intellectual", "F01=4 F04=3 F06=3 F07=2 F09=4 F15=4 F17=4 F18=3 F22=2 F23=2 F31=2", "M11;M14",
     "M11", "A31=USES A32=USES A33=NEEDS"},
    {"mental", "F01=4 F04=4 F06=4 F07=4 F08=4 F09=4 F20=3 F21=2 F24=2 F25=2", "M05;M14", "",
     "A26=USES A27=USES A30=ACCEPTS"},
};

std::string Pairs(std::string_view text, std::string_view first, std::string_view second,
                  std::string_view prefix) {
  std::string json;
  while (!text.empty()) {
    const size_t end = std::min(text.find(' '), text.size());
    const std::string_view pair = text.substr(0, end);
    const size_t sign = pair.find('=');
    const bool number = prefix.empty();
    const std::string quote = number ? "" : "\"";
    json += (json.empty() ? "[" : ",");
    json += "{\"" + std::string(first) + "\":\"" + std::string(pair.substr(0, sign)) + "\",\"" +
            std::string(second) + "\":" + quote + std::string(prefix) +
            std::string(pair.substr(sign + 1)) + quote + "}";
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return json.empty() ? "[]" : json + "]";
}

std::string StringList(std::string_view text) {
  std::string json = "[";
  while (!text.empty()) {
    const size_t end = std::min(text.find(';'), text.size());
    json += (json.size() > 1 ? ",\"" : "\"") + std::string(text.substr(0, end)) + "\"";
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return json + "]";
}

std::string Date(Day day) {
  const std::chrono::year_month_day date(day);
  return "{\"year\":" + std::to_string(static_cast<int>(date.year())) +
         ",\"month\":" + std::to_string(static_cast<unsigned>(date.month())) +
         ",\"day\":" + std::to_string(static_cast<unsigned>(date.day())) + "}";
}

struct Person {
  std::string source_id;  // empty: made by hand
  std::string name;
  int serial = 0;
  Day born;
  bool female = true;
  std::string region = "33.72";
  int reach_km = 25;
  std::string education = "UPPER_SECONDARY";
  std::string segment = "NONE";
  std::string occupation;
  int wage_thousands = 0;
  std::string skills;
  std::string wish_note;
  bool consent = true;
  Profile profile;
};

// 99: no province has that code; the day of a woman's birth has 40 added.
std::string Nik(const Person& person) {
  const std::chrono::year_month_day date(person.born);
  char text[24];
  std::snprintf(text, sizeof text, "9999%02d%02u%02u%02d%04d", person.serial / 9999 % 100,
                static_cast<unsigned>(date.day()) + (person.female ? 40 : 0),
                static_cast<unsigned>(date.month()), static_cast<int>(date.year()) % 100,
                person.serial % 9999 + 1);
  return text;
}

std::string Json(const Person& person, Day today) {
  std::string json = "{";
  if (!person.source_id.empty()) {
    json += "\"source\":\"demo\",\"sourceId\":\"" + person.source_id + "\",";
  }
  json += "\"identity\":{\"fullName\":\"" + person.name + "\",\"nik\":\"" + Nik(person) +
          "\",\"birthDate\":" + Date(person.born) + ",\"sex\":\"" +
          (person.female ? "SEX_FEMALE" : "SEX_MALE") + "\"}";
  json += ",\"ragam\":{\"" + std::string(person.profile.ragam) + "\":true}";
  json += ",\"bpjsSegment\":\"BPJS_SEGMENT_" + person.segment + "\"";
  json += ",\"regionCode\":\"" + person.region + "\"";
  if (person.reach_km > 0) json += ",\"reachKm\":" + std::to_string(person.reach_km);
  json += ",\"education\":\"EDUCATION_LEVEL_" + person.education + "\"";
  if (!person.skills.empty()) json += ",\"skillWords\":" + StringList(person.skills);
  json += ",\"capacities\":" + Pairs(person.profile.capacities, "function", "usualLevel", "");
  json += ",\"accommodations\":" +
          Pairs(person.profile.accommodations, "accommodation", "stance", "ACCOMMODATION_STANCE_");
  json += ",\"communication\":{\"modes\":" + StringList(person.profile.modes);
  if (!person.profile.preferred.empty()) {
    json += ",\"preferredModes\":" + StringList(person.profile.preferred);
  }
  json += "},\"wishes\":[{\"occupationCode\":\"" + person.occupation + "\"";
  if (person.wage_thousands > 0) {
    json += ",\"wageIdrPerMonth\":\"" + std::to_string(person.wage_thousands) + "000\"";
  }
  if (!person.wish_note.empty()) json += ",\"note\":\"" + person.wish_note + "\"";
  json += "}]";
  if (person.consent) {
    json += ",\"matchingConsent\":{\"validFrom\":" + Date(today - std::chrono::days(30)) + "}";
  }
  return json + "}\n";
}

Person Ordinary(int index, Day today, Random& random) {
  const Job& job = random.Pick<Job>(Jobs());
  Person person;
  person.source_id = "S" + std::to_string(index);
  person.name = std::string(random.Pick<std::string_view>(kFirst)) + " " +
                std::string(random.Pick<std::string_view>(kLast)) + " " + std::to_string(index);
  person.serial = index;
  person.born = today - std::chrono::days(random.Between(18 * 366, 55 * 365));
  person.female = random.Percent(48);
  person.region = std::string(PickPlace(random));
  person.reach_km = random.Percent(20) ? 0 : random.Between(5, 60);
  person.education = std::string(random.Pick<std::string_view>(kEducation));
  person.segment = std::string(random.Pick<std::string_view>(kSegments));
  person.occupation = std::string(job.occupation.substr(0, random.Percent(60) ? 4 : 2));
  if (random.Percent(70))
    person.wage_thousands = job.wage_thousands * random.Between(85, 120) / 100;
  person.skills = std::string(job.skills);
  person.consent = random.Percent(92);
  person.profile = random.Pick<Profile>(kProfiles);
  return person;
}

// A person of the story: lives in Surakarta, finished upper secondary school.
Person Story(std::string source_id, std::string name, int serial, Day born) {
  Person person;
  person.source_id = std::move(source_id);
  person.name = std::move(name);
  person.serial = serial;
  person.born = born;
  person.wage_thousands = 2500;
  return person;
}

}  // namespace

void WriteStorySeekers(const std::string& directory, Day today) {
  std::ofstream file(directory + "/stories.jsonl");
  Person signer = Story("CERITA-SEKAR", "Sekar Rekaan", 20'001, today - days(26 * 365));
  signer.occupation = "4132";
  signer.skills = "mengetik;entri data";
  signer.wish_note = "Teman Tuli, memakai BISINDO";
  signer.profile = kProfiles[0];
  file << Json(signer, today);

  Person blind = Story("CERITA-BAYU", "Bayu Umpama", 20'002, today - days(31 * 365));
  blind.female = false;
  blind.occupation = "4222";
  blind.skills = "layanan pelanggan;pusat panggilan";
  blind.wish_note = "Bekerja dengan pembaca layar";
  blind.profile = kProfiles[2];
  file << Json(blind, today);

  Person wheelchair = Story("CERITA-WULAN", "Wulan Misal", 20'003, today - days(29 * 365));
  wheelchair.occupation = "4110";
  wheelchair.skills = "administrasi;pengarsipan";
  wheelchair.wish_note = "Memakai kursi roda";
  wheelchair.profile = kProfiles[4];
  file << Json(wheelchair, today);

  Person walk_in = Story("", "Damar Andaian", 20'004, today - days(27 * 365));
  walk_in.female = false;
  walk_in.occupation = "4222";
  walk_in.skills = "layanan pelanggan;mengetik";
  walk_in.wish_note = "Kurang dengar, membaca takarir";
  walk_in.profile = kProfiles[1];
  std::ofstream(directory + "/damar.json") << Json(walk_in, today);
}

void WriteSeekers(const std::string& directory, Day today, Random random) {
  WriteStorySeekers(directory, today);
  std::ofstream file(directory + "/seekers.jsonl");
  for (int i = 1; i <= kSeekers - 3; ++i) file << Json(Ordinary(i, today, random), today);
}

}  // namespace setara::demo
