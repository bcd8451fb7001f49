#include "matcher/reference/title_words.h"

#include <algorithm>
#include <unordered_set>

#include "matcher/domain/table.h"
#include "matcher/reference/words.h"

namespace setara {
namespace {

using WordSet = std::unordered_set<std::string_view>;

WordSet MakeSet(std::string_view words) {
  WordSet set;
  for (const std::string_view word : Split(words, ' ')) set.insert(word);
  return set;
}

const WordSet& Noise() {
  static const WordSet& set = *new WordSet(MakeSet(
      "magang intern interns internship pemagang trainee senior sr junior jr mid middle level "
      "experienced fresh graduate freshgraduate dibutuhkan urgent urgently lowongan loker segera "
      "hiring hire needed we are butuh dicari pria wanita laki perempuan male female part full "
      "time parttime fulltime freelance freelancer kontrak contract remote wfh wfo onsite hybrid "
      "pemula terampil pertama muda madya kemahiran mahir batch program calon pt cv tbk years "
      "year exp experience tahun new gaji indonesia nasional i ii iii iv"));
  return set;
}

const WordSet& Fillers() {
  static const WordSet& set = *new WordSet(MakeSet(
      "staff staf petugas tenaga officer executive eksekutif specialist spesialis karyawan "
      "team tim bagian bidang divisi department dept departemen unit dan and atau or the of"));
  return set;
}

const WordSet& Levels() {
  static const WordSet& set = *new WordSet(
      MakeSet("manager manajer head kepala direktur director chief supervisor spv koordinator "
              "coordinator leader lead asisten assistant asst vp vice president gm owner pimpinan "
              "ketua assisten asisstant principal deputy wakil pendukung pembantu support "
              "supporting suporting"));
  return set;
}

const WordSet& ClosingNouns() {
  static const WordSet& set = *new WordSet(
      MakeSet("developer engineer analyst designer specialist consultant scientist accountant "
              "architect programmer administrator technician operator representative agent editor "
              "writer nurse teacher trainer auditor planner buyer recruiter tester cashier driver "
              "mechanic clerk secretary receptionist support admin sales marketing creator advisor "
              "inspector associate attendant translator surveyor drafter photographer"));
  return set;
}

const WordSet& OpeningNouns() {
  static const WordSet& set = *new WordSet(
      MakeSet("admin administrasi teknisi operator guru dosen perawat dokter analis pengelola "
              "pembina penata mekanik sales driver sopir supir pengemudi helper tukang juru montir "
              "penjaga pengajar instruktur konsultan desainer desain editor pranata penyuluh "
              "pemeriksa pengawas pelaksana surveyor terapis marketing kasir barista kurir agen "
              "buruh pekerja apoteker bidan psikolog programmer kitchen"));
  return set;
}

bool IsNumber(std::string_view word) {
  return word.find_first_not_of("0123456789") == std::string_view::npos;
}

void ReplaceAll(std::string& text, std::string_view from, std::string_view to) {
  for (size_t at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size())) {
    text.replace(at, from.size(), to);
  }
}

// Brackets and what they hold become a separator; names that consist of signs become words.
std::string Spell(std::string_view title) {
  std::string text;
  int depth = 0;
  for (const char c : title) {
    if (c == '(' || c == '[') ++depth;
    if (depth == 0) text += (c >= 'A' && c <= 'Z') ? static_cast<char>(c - 'A' + 'a') : c;
    if ((c == ')' || c == ']') && depth > 0) {
      --depth;
      if (depth == 0) text += ' ';
    }
  }
  ReplaceAll(text, "&", " and ");
  ReplaceAll(text, "/", " or ");
  ReplaceAll(text, "c++", "cpp");
  ReplaceAll(text, "c#", "csharp");
  ReplaceAll(text, ".net", " dotnet");
  ReplaceAll(text, "\xe2\x80\x93", "|");  // en dash
  ReplaceAll(text, " - ", "|");
  return text;
}

}  // namespace

bool IsFiller(std::string_view word) { return Fillers().contains(word); }
bool IsJoin(std::string_view word) {
  return word == "dan" || word == "and" || word == "atau" || word == "or" || word == "merangkap" ||
         word == "cum" || word == "plus";
}
bool IsLevel(std::string_view word) { return Levels().contains(word); }
bool IsClosingNoun(std::string_view word) { return ClosingNouns().contains(word); }
bool IsOpeningNoun(std::string_view word) { return OpeningNouns().contains(word); }

std::vector<std::string> TitleWords(std::string_view title) {
  std::vector<std::string> words = Words(title);
  for (size_t i = 0; i + 1 < words.size(); ++i) {
    // A grade of the civil service, not an expert.
    const std::string& next = words[i + 1];
    if (words[i] == "ahli" && (next == "pertama" || next == "muda" || next == "madya")) {
      words[i] = "pertama";
    }
  }
  std::erase_if(words,
                [](const std::string& word) { return Noise().contains(word) || IsNumber(word); });
  return words;
}

std::vector<std::vector<std::string>> TitleParts(std::string_view title) {
  const std::string text = Spell(title);
  std::vector<std::vector<std::string>> parts;
  for (size_t start = 0; start <= text.size();) {
    const size_t end = std::min(text.find_first_of("|,@:;", start), text.size());
    std::vector<std::string> words = TitleWords(std::string_view(text).substr(start, end - start));
    for (size_t i = 1; i < words.size(); ++i) {
      const std::string& word = words[i];
      if (word == "di" || word == "untuk" || word == "for" || word == "at" ||
          word == "penempatan") {
        words.resize(i);
      }
    }
    if (!words.empty()) parts.push_back(std::move(words));
    start = end + 1;
  }
  return parts;
}

}  // namespace setara
