#include "scanner/report/proposal.h"

#include <fmt/format.h>

#include "scanner/base/message.h"
#include "scanner/base/text.h"
#include "scanner/report/claim_file.h"
#include "scanner/report/escape.h"

namespace badgescan {
namespace {

constexpr std::size_t kMinUrl = 200;
constexpr std::size_t kMinJustification = 40;  // shorter pieces say nothing
constexpr std::size_t kFair = 240;             // of a justification before others get their share

std::string parameter(std::string_view key, std::string_view value) {
  return '&' + std::string(key) + '=' + escape_url(value);
}

/// The part that all URLs of a section share.
std::string base_of(const Report& report, const RenderOptions& options, Level level) {
  const std::string site =
      "https://www.bestpractices.dev/" + (options.locale.empty() ? "" : options.locale + "/") + "projects";
  std::string url =
      options.project_id.empty()
          ? fmt::format("{}?as=edit&section={}&url={}", site, name_of(level), escape_url(report.forge.url))
          : fmt::format("{}/{}/{}/edit?", site, escape_url(options.project_id), name_of(level));
  if (url.ends_with('?')) url += "section=" + std::string(name_of(level));
  if (!options.overrides.empty()) url += parameter("overrides", join(options.overrides, ","));
  return url;
}

/// What the site can only learn from a URL, never from the file.
std::string project_fields(const ProjectAnswers& project) {
  std::string out;
  constexpr std::size_t kShortField = 254;
  std::string languages;
  for (const Language& language : project.languages)
    languages += (languages.empty() ? "" : ", ") + language.name;
  if (!project.name.empty()) out += parameter("name", shorten(project.name, kShortField));
  if (!project.description.empty()) out += parameter("description", shorten(project.description, 400));
  if (!project.license.empty()) out += parameter("license", shorten(project.license, kShortField));
  if (!languages.empty()) out += parameter("implementation_languages", shorten(languages, kShortField));
  return out;
}

bool proposed(const Answer& answer, const RenderOptions& options, Level level) {
  if (answer.status == Status::unknown || answer.criterion->at(level) == nullptr) return false;
  if (answer.origin == Answer::Origin::derived) return false;
  return !options.only_proven || answer.confidence >= kProven;
}

class UrlWriter {
 public:
  UrlWriter(std::string base, std::size_t most) : base_(std::move(base)), most_(most) {}

  bool fits(std::string_view status) const {
    return base_.size() + statuses_.size() + status.size() <= most_;
  }
  bool empty() const { return answers_.empty(); }

  void add(const Answer& answer, std::string status) {
    statuses_ += status;
    answers_.push_back(&answer);
  }

  /// Fills the room that the statuses leave with justifications, in order.
  std::string finish(std::vector<std::string>& cut) {
    std::string url = base_ + statuses_;
    for (const Answer* answer : answers_) {
      if (answer->justification.empty()) continue;
      const std::string key = answer->criterion->id + "_justification";
      std::string text = shorten_keeping_link(answer->justification, kFair);
      while (url.size() + parameter(key, text).size() > most_ && text.size() > kMinJustification) {
        text = shorten_keeping_link(answer->justification, text.size() * 3 / 4);
        if (text.size() <= kMinJustification) break;
      }
      const std::string encoded = parameter(key, text);
      if (text != answer->justification) cut.push_back(answer->criterion->id);
      if (url.size() + encoded.size() <= most_) url += encoded;
    }
    return url;
  }

 private:
  std::string base_, statuses_;
  std::size_t most_;
  std::vector<const Answer*> answers_;
};

}  // namespace

std::vector<std::string> proposal_urls(const Report& report, const RenderOptions& options, Level level,
                                       std::vector<std::string>& remarks) {
  const std::size_t most = std::max(static_cast<std::size_t>(std::max(options.max_url, 0)), kMinUrl);
  // A URL shared by all answers of a section would hold few justifications: leave each status room for a
  // sentence.
  constexpr std::size_t kRoomEach = 220;
  const std::string base = base_of(report, options, level);
  std::vector<std::string> urls, cut;
  const auto first_base = [&] { return urls.empty() ? base + project_fields(report.project) : base; };
  UrlWriter writer(first_base(), most);
  std::size_t planned = first_base().size();
  for (const Answer& answer : report.assessment.answers) {
    if (!proposed(answer, options, level)) continue;
    const std::string status = parameter(answer.criterion->id + "_status", name_of(answer.status));
    const std::size_t room = status.size() + (answer.justification.empty() ? 0 : kRoomEach);
    if (!writer.empty() && (!writer.fits(status) || planned + room > most)) {
      urls.push_back(writer.finish(cut));
      writer = UrlWriter(first_base(), most);
      planned = base.size();
    }
    writer.add(answer, status);
    planned += room;
  }
  if (!writer.empty()) urls.push_back(writer.finish(cut));
  if (!cut.empty()) {
    remarks.push_back(msg("{}: justifications shortened to fit into {} bytes a URL (--max-url): {}",
                          name_of(level), most, join_names(cut, 8)));
  }
  return urls;
}

}  // namespace badgescan
