#include "server/casework/gap_analysis.h"

#include <algorithm>
#include <array>

#include "matcher/domain/errors.h"
#include "matcher/sentences.h"
#include "server/casework/questions.h"
#include "server/casework/words.h"

namespace setara::casework {
namespace {

JobGaps Measure(const AssessmentDone& assessment, const JobAnalysed& job, Language language) {
  const MatchOptions options{.direction = Direction::kOpeningsForSeeker,
                             .on = job.on,
                             .what_if = {},
                             .weights = DefaultWeights(Direction::kOpeningsForSeeker)};
  Explanation explained = Explain(SeekerOf(assessment), OpeningOf(job), options, language);
  JobGaps gaps{.rung = job.rung, .title = job.title, .tier = explained.tier};
  gaps.functions = std::move(explained.functions);
  gaps.contexts = std::move(explained.contexts);
  gaps.accommodations = std::move(explained.accommodations);
  gaps.to_provide = std::move(explained.smallest_set);
  gaps.questions_to_employer = std::move(explained.questions_to_employer);
  gaps.questions_to_person = std::move(explained.questions_to_person);
  return gaps;
}

// The latest analysis of each job: of one rung, employer and title.
std::vector<const JobAnalysed*> LatestJobs(const CaseRecord& record) {
  std::vector<const JobAnalysed*> jobs;
  for (const auto& entry : record.Of<JobAnalysed>()) {
    const JobAnalysed& job = entry.fact;
    auto same = std::find_if(jobs.begin(), jobs.end(), [&](const JobAnalysed* other) {
      return other->rung == job.rung && other->employer_id == job.employer_id &&
             (other->title == job.title || !(job.rung > Rung::kSameJobAdapted));
    });
    if (same == jobs.end()) {
      jobs.push_back(&job);
    } else {
      *same = &job;
    }
  }
  std::stable_sort(jobs.begin(), jobs.end(),
                   [](const auto* a, const auto* b) { return a->rung < b->rung; });
  return jobs;
}

bool Fits(Tier tier) {
  return tier == Tier::kFits || tier == Tier::kFitsWithOffered || tier == Tier::kFitsIfProvided;
}

// Says, rung by rung from the top, why it is the one or is not.
class Ladder {
 public:
  Ladder(const CaseRecord& record, const GapOptions& options, GapAnalysis& analysis)
      : record_(record), options_(options), analysis_(analysis) {}

  void Climb(bool old_job_known) {
    for (Rung rung : {Rung::kSameJob, Rung::kSameJobAdapted, Rung::kOtherJob, Rung::kOtherEmployer,
                      Rung::kSelfEmployment}) {
      const bool taken = RungIsOpenFor(rung) && Takes(rung, old_job_known);
      if (!RungIsOpenFor(rung)) Closed(rung);
      if (!taken) continue;
      analysis_.suggested = rung;
      analysis_.rungs.back().suggested = true;
      return;
    }
  }

 private:
  // Consents still waiting close no rung of a suggestion: only a refusal does.
  bool RungIsOpenFor(Rung rung) const {
    if (!IsAtOldEmployer(rung)) return true;
    return HasEmployer(record_) ? !EmployerRefused(record_) : rung != Rung::kOtherJob;
  }

  bool Takes(Rung rung, bool old_job_known) {
    const Tier tier = analysis_.old_job.tier;
    switch (rung) {
      case Rung::kSameJob:
        if (old_job_known && tier == Tier::kFits) {
          return Add(rung, "Profil fungsi mencapai semua tuntutan pekerjaan lama.",
                     "The profile reaches every demand of the old job.");
        }
        Add(rung, "Pekerjaan lama tanpa penyesuaian belum sesuai.",
            "The old job does not fit as it is.");
        return false;
      case Rung::kSameJobAdapted:
        return Adapted(old_job_known && Fits(tier));
      case Rung::kOtherJob:
        return OtherJob();
      case Rung::kOtherEmployer:
        if (options_.wishes_self_employment) {
          Add(rung, "Pekerja memilih wirausaha.", "The worker chooses self-employment.");
          return false;
        }
        return Add(rung, "Profil yang sama dicarikan lowongan pada pemberi kerja lain.",
                   "The same profile is matched with other employers.");
      default:
        return Add(rung, "Dukungan wirausaha sesuai keinginan pekerja.",
                   "Support for self-employment, as the worker wishes.");
    }
  }

  bool Adapted(bool fits) {
    const JobGaps& job = analysis_.old_job;
    if (!fits) {
      Add(Rung::kSameJobAdapted,
          "Ada tuntutan pekerjaan lama yang belum terjembatani oleh akomodasi mana pun.",
          "Some demand of the old job is closed by no catalogued accommodation.");
      return false;
    }
    if (job.to_provide.empty()) {
      return Add(Rung::kSameJobAdapted, "Akomodasi yang sudah tersedia menutup semua kesenjangan.",
                 "What the workplace offers already closes every gap.");
    }
    const std::string what = Phrases(options_.language, job.to_provide);
    return Add(Rung::kSameJobAdapted, "Kesenjangan tertutup dengan {0}.",
               "The gaps close with {0}.", {what});
  }

  bool OtherJob() {
    for (const JobGaps& job : analysis_.other_jobs) {
      if (job.rung != Rung::kOtherJob || !Fits(job.tier)) continue;
      return Add(Rung::kOtherJob, "Pekerjaan lain di pemberi kerja yang sama sesuai: {0}.",
                 "Another job with the same employer fits: {0}.", {job.title});
    }
    Add(Rung::kOtherJob,
        "Belum ada pekerjaan lain di pemberi kerja yang sama yang dianalisis dan sesuai.",
        "No other job with the same employer has been analysed and fits.");
    return false;
  }

  void Closed(Rung rung) {
    if (EmployerRefused(record_)) {
      Add(rung, "Pemberi kerja menolak.", "The employer refuses.");
    } else {
      Add(rung, "Tidak ada pemberi kerja.", "There is no employer.");
    }
  }

  bool Add(Rung rung, std::string_view indonesian, std::string_view english,
           std::initializer_list<std::string_view> parts = {}) {
    analysis_.rungs.push_back({.rung = rung,
                               .suggested = false,
                               .sentence = Say(options_.language, indonesian, english, parts)});
    return true;
  }

  const CaseRecord& record_;
  const GapOptions& options_;
  GapAnalysis& analysis_;
};

}  // namespace

Seeker SeekerOf(const AssessmentDone& assessment) {
  Seeker seeker;
  seeker.capacities = assessment.capacities;
  seeker.tolerances = assessment.tolerances;
  seeker.accommodations = assessment.accommodations;
  seeker.modes = assessment.modes;
  seeker.preferred_modes = assessment.preferred_modes;
  return seeker;
}

Opening OpeningOf(const JobAnalysed& job) {
  Opening opening;
  opening.title = job.title;
  opening.employer_id = job.employer_id;
  opening.occupation_code = job.occupation_code;
  opening.demands = job.demands;
  opening.contexts = job.contexts;
  opening.offered = job.offered;
  return opening;
}

std::vector<CapacityChange> ChangesBetween(const AssessmentDone& before, const AssessmentDone& now,
                                           const std::vector<FunctionReason>& demands) {
  std::array<CapacityChange, FunctionId::kCount> all;
  for (int i = 0; i < FunctionId::kCount; ++i) all[static_cast<size_t>(i)].function = FunctionId(i);
  auto at = [&](FunctionId id) -> CapacityChange& { return all[static_cast<size_t>(id.index())]; };
  for (const Capacity& capacity : before.capacities) at(capacity.function).before = capacity.usual;
  for (const Capacity& capacity : now.capacities) at(capacity.function).now = capacity.usual;
  for (const FunctionReason& reason : demands) at(reason.function).demand = reason.demand;
  std::vector<CapacityChange> changes;
  for (CapacityChange& change : all) {
    if (change.before == change.now) continue;
    change.reaches_demand_now = change.demand && change.now && *change.now >= *change.demand &&
                                (!change.before || *change.before < *change.demand);
    changes.push_back(change);
  }
  return changes;
}

absl::StatusOr<GapAnalysis> AnalyseGaps(const CaseRecord& record, const GapOptions& options) {
  const auto& assessments = record.Of<AssessmentDone>();
  if (assessments.empty()) {
    return WithReason(absl::FailedPreconditionError("the worker has not been assessed"),
                      "NO_ASSESSMENT");
  }
  const AssessmentDone& now = assessments.back().fact;
  GapAnalysis analysis;
  bool old_job_known = false;
  for (const JobAnalysed* job : LatestJobs(record)) {
    JobGaps gaps = Measure(now, *job, options.language);
    analysis.open_questions = analysis.open_questions || !gaps.questions_to_employer.empty() ||
                              !gaps.questions_to_person.empty();
    if (job->rung == Rung::kSameJob || job->rung == Rung::kSameJobAdapted) {
      // L1 before L2: an adapted version of the job counts where nobody analysed the job itself.
      if (old_job_known) continue;
      old_job_known = true;
      analysis.old_job = std::move(gaps);
    } else {
      analysis.other_jobs.push_back(std::move(gaps));
    }
  }
  if (!old_job_known && !EmployerRefused(record)) {
    return WithReason(absl::FailedPreconditionError("the old job has not been analysed"),
                      "NO_JOB_ANALYSIS");
  }
  if (assessments.size() > 1) {
    analysis.changes =
        ChangesBetween(assessments[assessments.size() - 2].fact, now, analysis.old_job.functions);
  }
  Ladder(record, options, analysis).Climb(old_job_known);
  return analysis;
}

}  // namespace setara::casework
