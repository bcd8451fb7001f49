#include <absl/strings/str_cat.h>

#include <cstdio>

#include "matcher/vocabulary/skills.h"
#include "matcher/vocabulary/vocabulary.h"
#include "server/casework/words.h"
#include "server/rights/notice.h"
#include "server/rpc/convert.h"
#include "server/rpc/person_data.h"
#include "server/rpc/placement_words.h"
#include "server/rpc/rights_words.h"

namespace setara {
namespace {

std::string Day(const v1::Date& day) {
  char text[48];
  std::snprintf(text, sizeof text, "%04d-%02d-%02d", day.year(), day.month(), day.day());
  return text;
}

std::string At(const google::protobuf::Timestamp& time) { return rights::InWib(FromProto(time)); }

class Copy {
 public:
  Copy(const v1::PersonData& data, Language language) : data_(data), language_(language) {}

  std::string Write() {
    Heading("Salinan data pribadi", "Copy of personal data");
    Line("Diambil", "Taken", At(data_.export_time()));
    Record();
    Fit();
    Consents();
    Disclosures();
    Requests();
    Employments();
    Placements();
    Cases();
    Trail();
    return text_;
  }

 private:
  std::string Say(const char* id, const char* en) const {
    return language_ == Language::kEnglish ? en : id;
  }
  std::string Say(const Text& text) const { return std::string(text.in(language_)); }
  void Heading(const char* id, const char* en) {
    absl::StrAppend(&text_, text_.empty() ? "" : "\n", Say(id, en), "\n");
  }
  void Line(const char* id, const char* en, const std::string& value) {
    if (!value.empty()) text_ += Say(id, en) + ": " + value + "\n";
  }
  void Item(const std::string& words) { text_ += "- " + words + "\n"; }
  void None(bool none) {
    if (none) Item(Say("tidak ada", "none"));
  }
  std::string Until(bool given, const v1::Date& day) const {
    return given ? Say(" sampai sebelum ", " until before ") + Day(day) : "";
  }

  void Record() {
    const v1::Seeker& seeker = data_.seeker();
    const v1::PersonIdentity& identity = seeker.identity();
    Heading("Catatan", "Record");
    Line("Nomor", "Number", seeker.name());
    Line("Nama", "Name", identity.full_name());
    Line("NIK", "NIK", identity.nik());
    Line("KPJ", "KPJ", identity.kpj());
    Line("Telepon", "Phone", identity.phone());
    Line("Surel", "E-mail", identity.email());
    Line("Lahir", "Born", identity.has_birth_date() ? Day(identity.birth_date()) : "");
    Line("Jenis kelamin", "Sex", SexWord(identity.sex(), language_));
    Line("Alamat", "Address", identity.address());
    Line("Kode daerah tempat tinggal", "Region of residence", seeker.region_code());
    if (seeker.has_location()) {
      Line("Titik rumah (sepersejuta derajat)", "Home (millionths of a degree)",
           std::to_string(seeker.location().latitude_e6()) + ", " +
               std::to_string(seeker.location().longitude_e6()));
    }
    Line("Ragam disabilitas", "Kinds of disability", RagamWords(seeker.ragam(), language_));
    Line("Pendidikan", "Education", EducationWord(seeker.education(), language_));
    Line("Berasal dari", "Came from", seeker.source());
    Line("Dibuat", "Made", At(seeker.create_time()));
    Line("Diubah", "Changed", At(seeker.update_time()));
  }

  void Fit() {
    const Vocabulary& vocabulary = Vocabulary::Get();
    const v1::Seeker& seeker = data_.seeker();
    Heading("Kemampuan dan kebutuhan", "Capacities and needs");
    for (const v1::Capacity& capacity : seeker.capacities()) {
      absl::StatusOr<FunctionId> id = ParseFunction(capacity.function());
      if (!id.ok()) continue;
      Item(capacity.function() + " " + Say(vocabulary.function(*id).label) + ": " +
           std::to_string(capacity.usual_level()) + " / 4");
    }
    for (const v1::AccommodationChoice& choice : seeker.accommodations()) {
      absl::StatusOr<AccommodationId> id = ParseAccommodation(choice.accommodation());
      if (!id.ok()) continue;
      Item(choice.accommodation() + " " + Say(vocabulary.accommodation(*id).label) + ": " +
           StanceWord(choice.stance(), language_));
    }
    for (const std::string& code : seeker.skills()) {
      absl::StatusOr<SkillId> id = vocabulary.skills().ParseId(code);
      if (id.ok()) Item(code + " " + Say(vocabulary.skills().info(*id).label));
    }
    for (const std::string& skill : seeker.skill_words()) Item(skill);
    for (const v1::Wish& wish : seeker.wishes()) {
      Item(Say("keinginan: jabatan ", "wish: occupation ") +
           (wish.occupation_code().empty() ? Say("apa pun", "any") : wish.occupation_code()) +
           (wish.note().empty() ? "" : ", " + wish.note()));
    }
  }

  void Consents() {
    Heading("Persetujuan", "Consents");
    for (const v1::Consent& consent : data_.consents()) {
      const bool grant = consent.act() == v1::CONSENT_ACT_GRANT;
      Item(Day(consent.given_on()) + ": " + (grant ? Say("ya", "yes") : Say("tidak", "no")) + ", " +
           PurposeWords(consent.purpose(), language_) +
           (consent.employer().empty() ? "" : ", " + consent.employer()) +
           (consent.opening().empty() ? "" : ", " + consent.opening()) +
           Until(consent.has_valid_until(), consent.valid_until()) + ", " +
           GiverWord(consent.giver(), language_) + ", " +
           ChannelWords(consent.channel(), language_) + ", " + consent.text_version() +
           (consent.in_force() ? Say(" (berlaku)", " (in force)") : ""));
    }
    None(data_.consents().empty());
    for (const v1::GuardianOrder& order : data_.guardian_orders()) {
      Item(Say("penetapan pengampuan ", "order of guardianship ") + order.number() + ", " +
           order.court() + Until(true, order.valid_until()));
    }
  }

  void Disclosures() {
    Heading("Ditunjukkan dengan nama kepada", "Shown with the name to");
    for (const v1::Disclosure& shown : data_.disclosures()) {
      Item(At(shown.disclose_time()) + ": " + shown.employer() + ", " + shown.opening() + ", " +
           shown.consent());
    }
    None(data_.disclosures().empty());
  }

  void Requests() {
    Heading("Permohonan hak", "Requests");
    for (const v1::RightsRequest& request : data_.requests()) {
      Item(At(request.clock().start_time()) + ": " + RequestWord(request.kind(), language_) + ", " +
           StateWord(request.state(), language_) +
           (request.answer().empty() ? "" : ", " + request.answer()));
    }
    None(data_.requests().empty());
    for (const v1::LegalHold& hold : data_.legal_holds()) {
      Item(Say("penahanan hukum: ", "legal hold: ") + hold.basis() +
           Until(hold.has_valid_until(), hold.valid_until()));
    }
  }

  void Employments() {
    Heading("Catatan kerja untuk kuota", "Employment records for the quota");
    for (const v1::PersonEmployment& employment : data_.employments()) {
      const v1::EmploymentRecord& record = employment.record();
      Item(employment.employer() + ", " + Day(record.valid_from()) +
           Until(record.has_valid_until(), record.valid_until()));
    }
    None(data_.employments().empty());
  }

  void Placements() {
    Heading("Rujukan dan penempatan", "Referrals and placements");
    for (const v1::Placement& placement : data_.placements()) {
      Item(placement.name() + ": " + placement.employer() + ", " + placement.opening() + ", " +
           PlacementStateWord(placement.state(), language_));
      for (const v1::PlacementEvent& event : placement.events()) {
        const std::string reason = PlacementReasonWords(event.reason(), language_);
        text_ += "  " + Day(event.occurred_on()) + ": " +
                 PlacementStepWord(event.step(), language_) +
                 (reason.empty() ? "" : ", " + reason) +
                 (event.retracted() ? Say(" (dibatalkan)", " (taken back)") : "") + "\n";
      }
    }
    None(data_.placements().empty());
  }

  // The way of each; what every entry of the log says is in the machine copy.
  void Cases() {
    Heading("Kasus kembali bekerja", "Return-to-work cases");
    for (const v1::PersonCase& one : data_.cases()) {
      const v1::Case& standing = one.case_();
      const auto state = static_cast<CaseState>(standing.state());
      const auto outcome = static_cast<CaseOutcome>(standing.outcome());
      const std::string ended(casework::LabelOf(outcome, language_));
      Item(standing.name() +
           (standing.report().employer().empty() ? "" : ", " + standing.report().employer()) +
           ", " + std::string(casework::LabelOf(state, language_)) +
           (ended.empty() ? "" : ", " + ended) + ", " + std::to_string(one.events_size()) +
           Say(" isian dalam log", " entries in the log"));
      for (const v1::CaseEvent& event : one.events()) {
        if (!event.has_moved()) continue;
        const auto trigger = static_cast<CaseTrigger>(event.moved().trigger());
        text_ += "  " + At(event.happen_time()) + ": " +
                 std::string(casework::LabelOf(trigger, language_)) +
                 (event.reason().empty() ? "" : ", " + event.reason()) + "\n";
      }
    }
    None(data_.cases().empty());
  }

  void Trail() {
    Heading("Jejak pemrosesan", "Processing trail");
    for (const v1::ProcessingRecord& record : data_.trail()) {
      Item(At(record.time()) + ": " + RoleWord(record.role(), language_) + ", " + record.method() +
           (record.purpose().empty() ? "" : ", " + record.purpose()));
    }
    None(data_.trail().empty());
  }

  const v1::PersonData& data_;
  const Language language_;
  std::string text_;
};

}  // namespace

std::string ReadableCopy(const v1::PersonData& data, Language language) {
  return Copy(data, language).Write();
}

}  // namespace setara
