#include "clients/case_field_texts.h"

#include <span>
#include <string>

namespace setara {
namespace {

constexpr FieldText kFacts[] = {
    {"report", "laporan", "report"},
    {"moved", "langkah", "move"},
    {"manager_assigned", "manajer kasus ditetapkan", "case manager assigned"},
    {"contact_tried", "kontak", "contact"},
    {"modes_stated", "cara berkomunikasi", "ways of communicating"},
    {"recommendation_given", "rekomendasi dokter penasihat", "recommendation"},
    {"consent_answered", "persetujuan", "consent"},
    {"assessment_done", "asesmen fungsi", "assessment"},
    {"job_analysed", "analisis jabatan", "job analysis"},
    {"gaps_decided", "simpulan kesenjangan", "conclusion on gaps"},
    {"plan_written", "rencana", "plan"},
    {"plan_approved", "rencana disetujui", "plan approved"},
    {"service_received", "layanan diberikan", "service given"},
    {"aid_moved", "alat bantu", "aid"},
    {"training_planned", "pelatihan direncanakan", "training planned"},
    {"training_ended", "pelatihan selesai", "training ended"},
    {"rung_chosen", "anak tangga dipilih", "rung chosen"},
    {"fit_note_given", "surat laik kerja", "fit note"},
    {"trial_agreed", "perjanjian coba kerja", "trial agreement"},
    {"accommodations_provided", "akomodasi tersedia", "accommodations in place"},
    {"work_started", "mulai bekerja", "work started"},
    {"visit_made", "kunjungan", "visit"},
    {"review_held", "tinjauan", "review"},
    {"stmb_paid", "santunan STMB dibayar", "wage replacement paid"},
    {"second_opinion_asked", "pendapat kedua diminta", "second opinion asked for"},
    {"second_opinion_given", "pendapat kedua", "second opinion"},
    {"dismissal_attempted", "UPAYA PHK", "ATTEMPT TO DISMISS"},
    {"dismissal_handled", "upaya PHK ditangani", "attempt to dismiss handled"},
    {"recovery_stated", "pernyataan dokter", "doctor's statement"},
    {"document_added", "dokumen", "document"},
    {"note_written", "catatan", "note"},
    {"hand_over_offered", "serah terima ditawarkan", "hand-over offered"},
    {"hand_over_answered", "jawaban serah terima", "answer to the hand-over"},
    {"processing_stopped", "pemrosesan data dihentikan", "processing of data stopped"},
    {"event_corrected", "koreksi", "correction"},
    {"search_started", "dicarikan pekerjaan lain", "search for other work"},
};

constexpr FieldText kFields[] = {
    // By name, where the name means one thing.
    {"note", "catatan", "note"},
    {"reason", "alasan", "reason"},
    {"doctor", "dokter", "doctor"},
    {"provider", "penyedia", "provider"},
    {"on", "pada", "on"},
    {"from", "mulai", "from"},
    {"until", "sampai sebelum", "until before"},
    {"title", "", ""},
    {"text", "", ""},
    {"party", "", ""},
    {"rung", "", ""},
    {"service", "", ""},
    {"function", "", ""},
    {"context", "", ""},
    {"accommodation", "", ""},
    {"outcome", "hasil", "outcome"},
    {"manager", "", ""},
    {"branch", "cabang", "branch"},
    {"employer", "pemberi kerja", "employer"},
    {"placement", "penempatan", "placement"},
    {"offer_id", "tawaran", "offer"},
    {"document", "dokumen", "document"},
    {"occupation_code", "jabatan", "occupation"},
    {"cost_idr", "biaya", "cost"},
    {"amount_idr", "jumlah", "amount"},
    {"wage_idr_per_month", "upah sebulan", "wage a month"},
    {"equal_work_wage_idr_per_month", "upah penuh pekerjaan setara", "full wage of equal work"},
    {"accommodations", "akomodasi", "accommodations"},
    {"modes", "cara", "modes"},
    {"preferred_modes", "diutamakan", "preferred"},
    {"communication", "komunikasi", "communication"},
    {"origin", "", ""},
    // Of the report.
    {"CaseReport.seeker", "pekerja", "worker"},
    {"CaseReport.previous_case", "lanjutan dari", "continues"},
    {"CaseReport.injury", "", ""},
    {"CaseReport.segment", "segmen", "segment"},
    {"CaseReport.jkk_member", "peserta JKK pada hari itu", "member of JKK on the day",
     "bukan peserta JKK pada hari itu", "no member of JKK on the day"},
    {"CaseReport.happen_time", "terjadi", "happened"},
    {"CaseReport.employer_know_time", "diketahui pemberi kerja", "employer knew"},
    {"CaseReport.first_report_time", "laporan pertama", "first report"},
    {"CaseReport.incapacity_from", "tidak bekerja sejak", "without work since"},
    {"CaseReport.region_code", "tempat", "place"},
    // Of the others.
    {"CaseMoved.trigger", "", ""},
    {"CaseMoved.to", "kini", "now"},
    {"ContactTried.mode", "cara", "mode"},
    {"ContactTried.channel", "lewat", "by"},
    {"ContactTried.reached", "tersambung", "reached", "tidak tersambung", "not reached"},
    {"RecommendationGiven.suitable", "program sesuai", "the programme suits",
     "program tidak sesuai", "the programme does not suit"},
    {"RecommendationGiven.disability", "", ""},
    {"ConsentAnswered.status", "", ""},
    {"AssessmentDone.capacities", "", ""},
    {"AssessmentDone.tolerances", "keadaan kerja", "work contexts"},
    {"AssessmentDone.accommodations", "akomodasi", "accommodations"},
    {"Capacity.usual_level", "tingkat", "level"},
    {"Capacity.low_level", "hari buruk", "bad day"},
    {"Capacity.how_often", "seberapa sering", "how often"},
    {"ContextTolerance.level", "", ""},
    {"ContextTolerance.with_accommodation", "dengan", "with"},
    {"AccommodationChoice.stance", "", ""},
    {"JobAnalysed.demands", "tuntutan", "demands"},
    {"JobAnalysed.contexts", "keadaan kerja", "work contexts"},
    {"JobAnalysed.offered_accommodations", "akomodasi tersedia", "accommodations offered"},
    {"Demand.level", "tingkat", "level"},
    {"Demand.marginal", "tugas tambahan", "marginal", "", ""},
    {"Demand.task", "", ""},
    {"GapsDecided.suggested", "saran analisis", "the analysis suggested"},
    {"GapsDecided.bridgeable_at_old_employer", "terjembatani di L1-L3", "can be bridged in L1-L3",
     "tidak terjembatani di L1-L3", "cannot be bridged in L1-L3"},
    {"RungChosen.left_because", "dilewati", "passed over"},
    {"PlanWritten.goals", "tujuan", "goals"},
    {"PlanWritten.target", "sasaran", "target"},
    {"PlanWritten.items", "layanan", "services"},
    {"AidMoved.aid_id", "kode", "code"},
    {"AidMoved.stage", "", ""},
    {"AidMoved.expected_on", "diharapkan", "expected"},
    {"TrainingPlanned.course", "", ""},
    {"TrainingEnded.certificate", "bersertifikat", "with a certificate", "tanpa sertifikat",
     "without a certificate"},
    {"FitNoteGiven.fit", "boleh mencoba bekerja", "may try work", "belum boleh bekerja",
     "may not work yet"},
    {"FitNoteGiven.valid_until", "berlaku sampai sebelum", "valid until before"},
    {"FitNoteGiven.restrictions", "batasan", "restrictions"},
    {"TrialAgreed.steps", "tahap", "steps"},
    {"Step.hours_per_week", "jam seminggu", "hours a week"},
    {"Step.duties", "tugas", "duties"},
    {"AccommodationsProvided.accommodations", "", ""},
    {"VisitMade.on_agreed_terms", "ketentuan yang disepakati dipenuhi", "on the terms agreed on",
     "ketentuan yang disepakati TIDAK dipenuhi", "NOT on the terms agreed on"},
    {"StmbPaid.percent", "persen", "percent"},
    {"SecondOpinion.about", "", ""},
    {"SecondOpinion.result", "hasil", "result"},
    {"RecoveryStated.recovered", "sembuh", "recovered", "", ""},
    {"RecoveryStated.unable_total_permanent", "tidak mampu total tetap",
     "totally and permanently unable", "", ""},
    {"DocumentAdded.document_id", "", ""},
    {"DocumentAdded.kind", "", ""},
    {"DocumentAdded.file_name", "berkas", "file"},
    {"DocumentAdded.issued_on", "tertanggal", "issued on"},
    {"DocumentAdded.media_type", "", ""},
    {"DocumentAdded.size_bytes", "bita", "bytes"},
    {"DocumentAdded.sha256", "SHA-256", "SHA-256"},
    {"HandOverOffered.kind", "", ""},
    {"HandOverOffered.to_manager", "kepada", "to"},
    {"HandOverOffered.to_branch", "cabang", "branch"},
    {"HandOverOffered.carries", "isi tawaran", "the offer says"},
    {"HandOverAnswered.accepted", "diterima", "accepted", "ditolak", "rejected"},
    {"SearchStarted.wishes_self_employment", "juga dukungan wirausaha",
     "support for self-employment beside", "", ""},
    {"SearchStarted.available_from", "siap bekerja", "can start"},
    {"EventCorrected.sequence", "membatalkan nomor", "voids number"},
};

const FieldText* Find(std::span<const FieldText> texts, std::string_view field) {
  for (const FieldText& text : texts) {
    if (text.field == field) return &text;
  }
  return nullptr;
}

}  // namespace

const FieldText* FieldTextOf(const google::protobuf::FieldDescriptor* field) {
  const FieldText* own = Find(kFields, field->containing_type()->name() + "." + field->name());
  return own != nullptr ? own : Find(kFields, field->name());
}

const FieldText* FactTextOf(const google::protobuf::FieldDescriptor* fact) {
  return Find(kFacts, fact->name());
}

}  // namespace setara
