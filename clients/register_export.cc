#include <map>
#include <set>
#include <vector>

#include "clients/flags.h"
#include "clients/progress.h"
#include "clients/register_import.h"
#include "clients/register_sheets.h"
#include "clients/xlsx_writer.h"
#include "setara/v1/employer.grpc.pb.h"
#include "setara/v1/register.grpc.pb.h"

namespace setara {
namespace {

using Kind = XlsxCell::Kind;
using Register = v1::RegisterService::Stub;

constexpr int kPageSize = 1000;
// A sheet of a register has at most 512 columns, three of them a period.
constexpr size_t kMaxPeriods = 150;

struct Flags {
  std::string path;
  std::string region;
  std::optional<v1::Date> from;
  std::optional<v1::Date> until;
  std::optional<google::protobuf::Timestamp> known_at;
};

// "PRIVATE" for EMPLOYER_KIND_PRIVATE; "" for the unspecified one.
template <typename Enum>
std::string ShortName(Enum value) {
  const auto* type = google::protobuf::GetEnumDescriptor<Enum>();
  const std::string zero = type->FindValueByNumber(0)->name();
  const size_t prefix = zero.size() - std::string_view("UNSPECIFIED").size();
  const auto* found = type->FindValueByNumber(value);
  return value == 0 || found == nullptr ? "" : found->name().substr(prefix);
}

// The period that a report's columns are of, as the import reads it.
std::string PeriodOf(const v1::HeadcountReport& report) {
  const std::string day = DayText(report.valid_from());
  if (report.kind() == v1::HEADCOUNT_REPORT_KIND_MONTHLY) return day.substr(0, 7);
  if (report.kind() != v1::HEADCOUNT_REPORT_KIND_ANNUAL) return day;
  return day.ends_with("-01-01") ? day.substr(0, 4) : day + "/annual";
}

// Every page of a list, each item handed to `take`. False: the call failed and was said.
template <typename Stub, typename Request, typename Response, typename Item>
bool EachPage(App& app, Request request,
              grpc::Status (Stub::*method)(grpc::ClientContext*, const Request&, Response*),
              const google::protobuf::RepeatedPtrField<Item>& (Response::*items)() const,
              const std::function<void(const Item&)>& take) {
  request.set_page_size(kPageSize);
  Response response;
  do {
    if (!app.Call(method, request, &response)) return false;
    for (const Item& item : (response.*items)()) take(item);
    request.set_page_token(response.next_page_token());
  } while (!response.next_page_token().empty());
  return true;
}

class Exporter {
 public:
  Exporter(App& app, const Flags& flags, XlsxWriter& book)
      : app_(app), flags_(flags), book_(book) {}

  // False: a call failed and was said, or there are too many periods.
  bool Run() { return ReadHeadcounts() && WriteEmployers() && WriteSites() && WriteWorkers(); }
  int64_t rows() const { return rows_; }

 private:
  template <typename Request>
  Request Asked() const {
    Request request;
    request.set_region_code(flags_.region);
    if (flags_.known_at) *request.mutable_known_at() = *flags_.known_at;
    return request;
  }

  bool InPeriod(const v1::Date& day) const {
    const std::string text = DayText(day);
    return (!flags_.from || DayText(*flags_.from) <= text) &&
           (!flags_.until || text < DayText(*flags_.until));
  }

  // They are columns of the employers' sheet, so they come first.
  bool ReadHeadcounts() {
    const bool read = EachPage<Register, v1::ListHeadcountsRequest, v1::ListHeadcountsResponse,
                               v1::EmployerHeadcount>(
        app_, Asked<v1::ListHeadcountsRequest>(), &Register::ListHeadcounts,
        &v1::ListHeadcountsResponse::headcounts, [this](const v1::EmployerHeadcount& item) {
          if (!InPeriod(item.report().valid_from())) return;
          const std::string period = PeriodOf(item.report());
          periods_.insert(period);
          if (!item.report().source().empty()) sourced_.insert(period);
          reports_[item.employer()].emplace(period, item.report());
        });
    if (read && periods_.size() > kMaxPeriods) {
      app_.Fail(kExitLocal,
                app_.Say("Terlalu banyak hari laporan untuk satu lembar; batasi dengan --from dan "
                         "--until.",
                         "Too many days of reports for one sheet; narrow them with --from and "
                         "--until."));
      return false;
    }
    return read;
  }

  std::vector<std::string> EmployerTitles() const {
    std::vector<std::string> titles = {"employer",
                                       "source",
                                       "source_id",
                                       "display_name",
                                       "npp",
                                       "nib",
                                       "npwp",
                                       "kbli_code",
                                       "kbli_edition",
                                       "kind",
                                       "seat_region_code",
                                       "terms_valid_from"};
    for (const std::string& period : periods_) {
      titles.push_back("workers:" + period);
      titles.push_back("disabled:" + period);
      if (sourced_.contains(period)) titles.push_back("report:" + period);
    }
    return titles;
  }

  void WriteEmployer(const v1::Employer& employer) {
    // Who has no key of a source is known by name.
    const bool own = employer.source_id().empty();
    if (!own) keys_[employer.name()] = {employer.source(), employer.source_id()};
    std::vector<XlsxCell> cells = {own ? employer.name() : "",
                                   employer.source(),
                                   employer.source_id(),
                                   employer.display_name(),
                                   employer.npp(),
                                   employer.nib(),
                                   employer.npwp(),
                                   employer.kbli_code(),
                                   employer.kbli_edition(),
                                   ShortName(employer.kind()),
                                   employer.seat_region_code(),
                                   {Kind::kDay, DayText(employer.terms_valid_from())}};
    const auto reports = reports_.find(employer.name());
    for (const std::string& period : periods_) {
      const v1::HeadcountReport* report = nullptr;
      if (reports != reports_.end()) {
        const auto found = reports->second.find(period);
        if (found != reports->second.end()) report = &found->second;
      }
      const bool reported = report != nullptr && report->has_workers_with_disabilities();
      cells.emplace_back(Kind::kNumber, report == nullptr ? "" : std::to_string(report->workers()));
      cells.emplace_back(Kind::kNumber,
                         reported ? std::to_string(report->workers_with_disabilities()) : "");
      if (sourced_.contains(period)) cells.emplace_back(report == nullptr ? "" : report->source());
    }
    Add(cells);
  }

  bool WriteEmployers() {
    book_.AddSheet(kRegisterSheetNames[0], EmployerTitles());
    v1::ListEmployersRequest request;
    request.set_region_code(flags_.region);
    return EachPage<v1::EmployerService::Stub, v1::ListEmployersRequest, v1::ListEmployersResponse,
                    v1::Employer>(
        app_, request, &v1::EmployerService::Stub::ListEmployers,
        &v1::ListEmployersResponse::employers,
        [this](const v1::Employer& employer) { WriteEmployer(employer); });
  }

  // The three cells that say whose a fact is.
  std::vector<XlsxCell> Whose(const std::string& employer) const {
    const auto key = keys_.find(employer);
    if (key == keys_.end()) return {employer, "", ""};
    return {"", key->second.first, key->second.second};
  }

  bool WriteSites() {
    book_.AddSheet(kRegisterSheetNames[1],
                   {"employer", "employer_source", "employer_source_id", "code", "display_name",
                    "region_code", "npp", "wlkp_number"});
    return EachPage<Register, v1::ListSitesRequest, v1::ListSitesResponse, v1::EmployerSite>(
        app_, Asked<v1::ListSitesRequest>(), &Register::ListSites, &v1::ListSitesResponse::sites,
        [this](const v1::EmployerSite& item) {
          const v1::WorkSite& site = item.site();
          std::vector<XlsxCell> cells = Whose(item.employer());
          for (const std::string& text : {site.code(), site.display_name(), site.region_code(),
                                          site.npp(), site.wlkp_number()}) {
            cells.emplace_back(text);
          }
          Add(cells);
        });
  }

  void WriteWorker(const v1::EmployerEmployment& item) {
    const v1::EmploymentRecord& record = item.record();
    std::vector<XlsxCell> cells = Whose(item.employer());
    for (const XlsxCell& cell :
         std::vector<XlsxCell>{record.person(),
                               record.source(),
                               record.source_id(),
                               ShortName(record.relation()),
                               {Kind::kDay, DayText(record.valid_from())},
                               {Kind::kDay, DayText(record.valid_until())},
                               record.site(),
                               {Kind::kDay, DayText(record.contract_until())},
                               {Kind::kDay, DayText(record.evidence_from())},
                               {Kind::kDay, DayText(record.evidence_until())},
                               ShortName(record.evidence_kind()),
                               record.evidence_issuer(),
                               {Kind::kDay, DayText(record.evidence_issued_on())},
                               {Kind::kDay, DayText(record.evidence_confirmed_on())},
                               {Kind::kDay, DayText(record.agreed_on())},
                               ShortName(record.exclude_code()),
                               record.exclude_reason()}) {
      cells.push_back(cell);
    }
    Add(cells);
  }

  bool WriteWorkers() {
    book_.AddSheet(kRegisterSheetNames[2], {"employer",
                                            "employer_source",
                                            "employer_source_id",
                                            "person",
                                            "source",
                                            "source_id",
                                            "relation",
                                            "valid_from",
                                            "valid_until",
                                            "site",
                                            "contract_until",
                                            "evidence_from",
                                            "evidence_until",
                                            "evidence_kind",
                                            "evidence_issuer",
                                            "evidence_issued_on",
                                            "evidence_confirmed_on",
                                            "agreed_on",
                                            "exclude_code",
                                            "exclude_reason"});
    return EachPage<Register, v1::ListEmploymentRequest, v1::ListEmploymentResponse,
                    v1::EmployerEmployment>(
        app_, Asked<v1::ListEmploymentRequest>(), &Register::ListEmployment,
        &v1::ListEmploymentResponse::records,
        [this](const v1::EmployerEmployment& item) { WriteWorker(item); });
  }

  void Add(const std::vector<XlsxCell>& cells) {
    book_.AddRow(cells);
    progress_.Show(0, 0, ++rows_);
  }

  App& app_;
  const Flags& flags_;
  XlsxWriter& book_;
  Progress progress_{app_.settings.language};
  std::set<std::string> periods_;
  std::set<std::string> sourced_;  // periods of which some report says where it stands
  std::map<std::string, std::map<std::string, v1::HeadcountReport>> reports_;  // by employer
  std::map<std::string, std::pair<std::string, std::string>> keys_;            // by employer
  int64_t rows_ = 0;
};

int Export(App& app, const Flags& flags) {
  if (!flags.path.ends_with(".xlsx")) {
    return app.Fail(kExitUsage, app.Say("Berkasnya harus .xlsx.", "The file must be .xlsx."));
  }
  absl::StatusOr<std::unique_ptr<XlsxWriter>> book = XlsxWriter::Create(flags.path);
  if (!book.ok()) return app.Fail(kExitLocal, std::string(book.status().message()));
  Exporter exporter(app, flags, **book);
  if (!exporter.Run()) return app.exit_code();
  const absl::Status written = (*book)->Finish();
  if (!written.ok()) return app.Fail(kExitLocal, std::string(written.message()));
  if (app.for_people()) {
    app.Print(Number(app.settings.language, exporter.rows()) + app.Say(" baris di ", " rows in ") +
              flags.path + "\n");
  }
  return kExitOk;
}

}  // namespace

void AddRegisterExport(CLI::App* noun, App& app) {
  CLI::App* command = noun->add_subcommand(
      "export", "Write the register to a workbook that `register import` reads back unchanged");
  auto flags = std::make_shared<Flags>();
  command->add_option("file", flags->path, ".xlsx")->required();
  AddText(command, "--region", &flags->region, "Only employers seated here or below");
  AddDay(
      command, "--from", [flags](const v1::Date& day) { flags->from = day; },
      "Only headcount reports of this day or later");
  AddDay(
      command, "--until", [flags](const v1::Date& day) { flags->until = day; },
      "Only headcount reports before this day");
  AddInstant(
      command, "--known-at",
      [flags](const google::protobuf::Timestamp& instant) { flags->known_at = instant; },
      "Headcounts, sites and workers as known then");
  command->callback([&app, flags] { app.command = [&app, flags] { return Export(app, *flags); }; });
}

}  // namespace setara
