#include "server/rights/notice.h"

#include <chrono>
#include <cstdio>

namespace setara::rights {
namespace {

std::string Joined(const std::vector<std::string>& words) {
  std::string text;
  for (const std::string& word : words) text += (text.empty() ? "" : ", ") + word;
  return text;
}

std::string Indonesian(const Breach& breach, const std::string& kinds) {
  std::string text = "PEMBERITAHUAN KEGAGALAN PELINDUNGAN DATA PRIBADI (konsep)\n";
  text += "Dasar: UU 27/2022 pasal 46. Kepada: subjek data dan lembaga.\n\n";
  text += "Data yang terungkap: " + kinds + ".\n";
  text += "Diketahui: " + InWib(breach.discovered_at) + ".\n";
  text += "Terjadi: " +
          (breach.happened_at ? InWib(*breach.happened_at) : std::string("belum diketahui")) +
          ".\n";
  text += "Jumlah orang yang terdampak: " +
          (breach.affected_people ? std::to_string(*breach.affected_people)
                                  : std::string("belum diketahui")) +
          ".\n";
  text += "Bagaimana terjadi: " + breach.description + "\n";
  text += "Upaya penanganan dan pemulihan: " + breach.remedy + "\n\n";
  text += "Batas pemberitahuan (3 x 24 jam sejak diketahui): " + InWib(breach.due_at) + ".\n";
  return text;
}

std::string English(const Breach& breach, const std::string& kinds) {
  std::string text = "NOTICE OF A PERSONAL DATA BREACH (draft)\n";
  text += "Basis: UU 27/2022 art. 46. To: the people concerned and the agency.\n\n";
  text += "Data disclosed: " + kinds + ".\n";
  text += "Discovered: " + InWib(breach.discovered_at) + ".\n";
  text += "Happened: " +
          (breach.happened_at ? InWib(*breach.happened_at) : std::string("not known yet")) + ".\n";
  text += "People affected: " +
          (breach.affected_people ? std::to_string(*breach.affected_people)
                                  : std::string("not known yet")) +
          ".\n";
  text += "How it happened: " + breach.description + "\n";
  text += "What is done about it: " + breach.remedy + "\n\n";
  text += "Notice is due (3x24 hours from discovery): " + InWib(breach.due_at) + ".\n";
  return text;
}

}  // namespace

std::string InWib(Instant instant) {
  const auto local = instant + std::chrono::hours(7);
  const Date day = std::chrono::floor<std::chrono::days>(local);
  const auto minutes = std::chrono::floor<std::chrono::minutes>(local - day).count();
  char time[32];
  std::snprintf(time, sizeof time, " %02d:%02d WIB (UTC+7)", static_cast<int>(minutes / 60 % 24),
                static_cast<int>(minutes % 60));
  return ToString(day) + time;
}

std::string BreachNotice(const Breach& breach, const std::vector<std::string>& kinds,
                         Language language) {
  return language == Language::kEnglish ? English(breach, Joined(kinds))
                                        : Indonesian(breach, Joined(kinds));
}

}  // namespace setara::rights
