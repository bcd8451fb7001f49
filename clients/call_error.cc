#include "clients/call_error.h"

#include <optional>

#include "clients/error_words.h"
#include "clients/text_width.h"
#include "google/rpc/status.pb.h"

namespace setara {
namespace {

struct Details {
  google::rpc::BadRequest bad_request;
  google::rpc::ErrorInfo info;
};

Details ReadDetails(const grpc::Status& status) {
  Details details;
  google::rpc::Status rich;
  if (!rich.ParseFromString(status.error_details())) return details;
  for (const google::protobuf::Any& any : rich.details()) {
    if (any.Is<google::rpc::BadRequest>()) any.UnpackTo(&details.bad_request);
    if (any.Is<google::rpc::ErrorInfo>()) any.UnpackTo(&details.info);
  }
  return details;
}

struct Advice {
  grpc::StatusCode code;
  const char* reason;  // of ErrorInfo; "" any
  const char* indonesian;
  const char* english;
};

constexpr Advice kAdvice[] = {
    {grpc::FAILED_PRECONDITION, "MATCHING_CONSENT_MISSING",
     "Orang ini belum menyetujui pencocokan, atau sedang tidak mencari kerja. Catat persetujuannya "
     "(matchingConsent) setelah ia menyatakannya.",
     "The person has not consented to matching, or is not looking for work. Record the consent "
     "(matchingConsent) once they have given it."},
    {grpc::FAILED_PRECONDITION, "OPENING_NOT_OPEN",
     "Lowongan ini tidak dibuka pada tanggal itu. Coba tanggal lain dengan --on.",
     "The opening is not open on that date. Try another date with --on."},
    {grpc::FAILED_PRECONDITION, "CASE_MOVE_UNKNOWN",
     "Langkah yang ada dari sini, dan yang masih diperlukan: setara cases show KASUS",
     "The moves that exist from here, and what they need: setara cases show CASE"},
    {grpc::FAILED_PRECONDITION, "CASE_CLOSED",
     "Kasus ini sudah ditutup. Episode baru adalah kasus baru: setara cases open --previous KASUS",
     "This case is closed. A new episode is a new case: setara cases open --previous CASE"},
    {grpc::FAILED_PRECONDITION, "NO_ASSESSMENT",
     "Catat dulu profil fungsi pekerja: setara cases assess KASUS F15=2 ...",
     "Record the worker's function profile first: setara cases assess CASE F15=2 ..."},
    {grpc::FAILED_PRECONDITION, "NO_JOB_ANALYSIS",
     "Catat dulu analisis jabatan: setara cases analyse-job KASUS --rung L1 --demand ...",
     "Record the job analysis first: setara cases analyse-job CASE --rung L1 --demand ..."},
    {grpc::FAILED_PRECONDITION, "RUNG_NOT_OPEN",
     "Catat dulu mengapa L1-L3 dilewati: setara cases rung KASUS L4 --left \"L1=ALASAN\" ...",
     "Record first why L1-L3 are passed over: setara cases rung CASE L4 --left \"L1=REASON\" ..."},
    {grpc::FAILED_PRECONDITION, "CONSENT_MISSING",
     "Minta dulu persetujuan pekerja: setara consents grant PEKERJA --for matching ...",
     "Ask the worker first: setara consents grant SEEKER --for matching ..."},
    {grpc::NOT_FOUND, "NO_RULE_IN_FORCE",
     "Tidak ada aturan yang berlaku untuk jenis itu pada tanggal itu; lihat: setara quota rules",
     "No rule covers that kind on that date; see: setara quota rules"},
    {grpc::NOT_FOUND, "", "Periksa ID-nya; daftar: setara openings|seekers|employers|cases list",
     "Check the id; to list: setara openings|seekers|employers|cases list"},
    {grpc::ABORTED, "", "Catatan itu sudah berubah. Ambil lagi (get), lalu ulangi perubahannya.",
     "The record has changed meanwhile. Get it again, then repeat the change."},
    {grpc::UNAUTHENTICATED, "", "Masuk dulu: setara login LOGIN", "Sign in: setara login LOGIN"},
    {grpc::RESOURCE_EXHAUSTED, "TOO_MANY_ATTEMPTS", "Tunggu selama itu, lalu ulangi.",
     "Wait that long, then repeat."},
    {grpc::RESOURCE_EXHAUSTED, "", "Server sedang sibuk. Tunggu sebentar, lalu ulangi.",
     "The server is busy. Wait a moment and repeat."},
    {grpc::DEADLINE_EXCEEDED, "",
     "Server belum menjawab pada waktunya. Ulangi, atau beri waktu lebih lama dengan --timeout.",
     "The server did not answer in time. Repeat, or allow more time with --timeout."},
    {grpc::UNIMPLEMENTED, "", "Server ini tidak mengenal perintah itu: versinya lain.",
     "This server does not know that command: it is of another version."},
    {grpc::INTERNAL, "", "Kesalahan di server; lihat catatan (log) server.",
     "A fault in the server; see the server's log."},
};

std::string AdviceFor(TextLanguage language, const grpc::Status& status,
                      const std::string& reason) {
  for (const Advice& advice : kAdvice) {
    if (advice.code == status.error_code() && (*advice.reason == 0 || advice.reason == reason)) {
      return Say(language, advice.indonesian, advice.english);
    }
  }
  return "";
}

// The text after the address, or all of it where there is no address.
std::string UnreachableText(TextLanguage language, const std::string& server) {
  return Say(language, "Server di " + server + " tidak dapat dihubungi.",
             "The server at " + server + " cannot be reached.") +
         "\n" +
         Say(language,
             "Jalankan: setarad serve --data DIR --listen " + server + "\n" +
                 "atau sebutkan alamat lain: setara --server HOST:PORT ...",
             "Start one: setarad serve --data DIR --listen " + server + "\n" +
                 "or name another address: setara --server HOST:PORT ...") +
         "\n";
}

}  // namespace

google::rpc::ErrorInfo ErrorInfoOf(const grpc::Status& status) { return ReadDetails(status).info; }

std::string CallErrorText(TextLanguage language, const grpc::Status& status,
                          const std::string& server, const FieldPlace& place) {
  const Details details = ReadDetails(status);
  if (status.error_code() == grpc::UNAVAILABLE && status.error_details().empty()) {
    const std::string cause = OneLine(status.error_message());
    // Refused: no server is there, and the advice says it all.
    const bool refused = cause.find("refused") != std::string::npos;
    return UnreachableText(language, server) +
           (refused ? "" : Say(language, "Kata jaringan: ", "The network said: ") + cause + "\n");
  }
  // The message of a refused request repeats its fields.
  const bool fields = !details.bad_request.field_violations().empty();
  std::string text = Say(language, "Gagal: ", "Failed: ") +
                     (fields ? Say(language, "ada isian yang salah.", "a field is wrong.")
                             : ErrorWords(language, OneLine(status.error_message()))) +
                     "\n";
  for (const auto& violation : details.bad_request.field_violations()) {
    const std::string where = place ? place(violation.field()) : "";
    text += "  " + (where.empty() ? "" : where + ": ") + OneLine(violation.field()) + ": " +
            ErrorWords(language, OneLine(violation.description())) + "\n";
  }
  const auto existing = details.info.metadata().find("existing");
  if (existing != details.info.metadata().end()) {
    text += Say(language, "Catatan yang sudah ada: ", "The record that exists: ") +
            OneLine(existing->second) + "\n";
  }
  const std::string advice = AdviceFor(language, status, details.info.reason());
  return advice.empty() ? text : text + advice + "\n";
}

}  // namespace setara
