package org.jobyard.worker.script;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TimeZone;
import org.jobyard.sdk.worker.Dispatch;
import org.jobyard.worker.process.RunFolder;

/** The variables a script sees: these, its own, and nothing of the worker's, where passwords are. */
final class ScriptEnvironment {
    private final String searchPath;

    ScriptEnvironment(String searchPath) {
        this.searchPath = searchPath;
    }

    Map<String, String> of(Dispatch dispatch, ScriptParameters parameters, RunFolder folder) {
        Map<String, String> variables = new LinkedHashMap<>();
        variables.put("PATH", searchPath);
        variables.put("LANG", "C.UTF-8");
        variables.put("TZ", TimeZone.getDefault().getID());
        variables.put("HOME", folder.work().toString());
        variables.put("TMPDIR", folder.temporary().toString());
        variables.putAll(parameters.environment());
        variables.put("JOBYARD_OUTPUT", folder.output().toString());
        variables.put("JOBYARD_JOB_ID", dispatch.job().toString());
        variables.put("JOBYARD_NAME", dispatch.name().replace("\0", ""));
        variables.put("JOBYARD_ATTEMPT", Integer.toString(dispatch.attempt()));
        variables.put(RunFolder.MARK, dispatch.execution().toString());
        return variables;
    }
}
